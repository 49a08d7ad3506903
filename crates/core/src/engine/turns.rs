//! A queue for work that must not overlap, first come, first served, on one thread.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Hands out turns one after the other.
#[derive(Debug, Default)]
pub struct Turns {
    next: Cell<u64>,
    /// Everyone who has or waits for a turn, in order. The first has it.
    queue: RefCell<BTreeMap<u64, Option<Waker>>>,
}

/// A turn, or a place in the queue; ends when dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    turns: &'a Turns,
    number: u64,
}

impl Turns {
    /// Waits until everyone who came before is done.
    pub async fn take(&self) -> Turn<'_> {
        let number = self.next.replace(self.next.get() + 1);
        self.queue.borrow_mut().insert(number, None);
        let turn = Turn { turns: self, number };
        poll_fn(|context| {
            let mut queue = self.queue.borrow_mut();
            let is_first = queue.first_key_value().is_some_and(|(first, _)| *first == number);
            queue.insert(number, Some(context.waker().clone()));
            if is_first { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        turn
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let next = {
            let mut queue = self.turns.queue.borrow_mut();
            queue.remove(&self.number);
            queue.first_key_value().and_then(|(_, waker)| waker.clone())
        };
        if let Some(next) = next {
            next.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::future::Future;
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Waker};

    use futures_executor::LocalPool;
    use futures_util::task::LocalSpawnExt;

    use super::Turns;

    #[test]
    fn turns_come_in_the_order_they_were_asked_for() {
        let turns = Rc::new(Turns::default());
        let done = Rc::new(RefCell::new(Vec::new()));
        let mut pool = LocalPool::new();
        let spawner = pool.spawner();
        let first = pool.run_until(turns.take());
        for number in 0..5 {
            let (turns, done) = (turns.clone(), done.clone());
            let task = async move {
                let _turn = turns.take().await;
                done.borrow_mut().push(number);
            };
            spawner.spawn_local(task).unwrap();
        }
        pool.run_until_stalled();
        assert!(done.borrow().is_empty());
        drop(first);
        pool.run_until_stalled();
        assert_eq!(*done.borrow(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn who_leaves_the_queue_holds_nobody_up() {
        let turns = Turns::default();
        let mut context = Context::from_waker(Waker::noop());
        let first = pin!(turns.take()).poll(&mut context);
        {
            let mut leaver = pin!(turns.take());
            assert!(leaver.as_mut().poll(&mut context).is_pending());
        }
        let mut last = pin!(turns.take());
        assert!(last.as_mut().poll(&mut context).is_pending());
        drop(first);
        assert!(last.as_mut().poll(&mut context).is_ready());
    }
}
