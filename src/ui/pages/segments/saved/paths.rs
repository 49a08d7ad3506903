//! A rule under the hand: parts are found, added, taken out and moved by where they stand. Must not
//! know how a rule is shown.

use meadow_core::views::rule::{Join, MAX_DEPTH, Rule};

/// The way from the outermost group: which of its parts, which of that one's, and so on.
pub type Path = Vec<usize>;

pub fn part<'a>(rule: &'a Rule, path: &[usize]) -> Option<&'a Rule> {
    path.iter().try_fold(rule, |rule, at| match rule {
        Rule::Group(_, parts) => parts.get(*at),
        Rule::Is(_) => None,
    })
}

fn part_mut<'a>(rule: &'a mut Rule, path: &[usize]) -> Option<&'a mut Rule> {
    path.iter().try_fold(rule, |rule, at| match rule {
        Rule::Group(_, parts) => parts.get_mut(*at),
        Rule::Is(_) => None,
    })
}

fn parts_mut<'a>(rule: &'a mut Rule, group: &[usize]) -> Option<&'a mut Vec<Rule>> {
    match part_mut(rule, group)? {
        Rule::Group(_, parts) => Some(parts),
        Rule::Is(_) => None,
    }
}

pub fn set_join(rule: &mut Rule, group: &[usize], join: Join) {
    if let Some(Rule::Group(own, _)) = part_mut(rule, group) {
        *own = join;
    }
}

/// At the end of a group.
pub fn add(rule: &mut Rule, group: &[usize], new: Rule) -> Option<Path> {
    let parts = parts_mut(rule, group)?;
    parts.push(new);
    Some([group, &[parts.len() - 1]].concat())
}

pub fn replace(rule: &mut Rule, path: &[usize], new: Rule) {
    if let Some(part) = part_mut(rule, path) {
        *part = new;
    }
}

pub fn remove(rule: &mut Rule, path: &[usize]) -> Option<Rule> {
    let (at, group) = path.split_last()?;
    let parts = parts_mut(rule, group)?;
    (*at < parts.len()).then(|| parts.remove(*at))
}

/// One place up or down, into a group that stands there, or out of its own at the end of it. Where it
/// stands then; `None` where there is no such place.
pub fn shift(rule: &mut Rule, path: &[usize], up: bool) -> Option<Path> {
    let (at, group) = path.split_last()?;
    let n_parts = parts_mut(rule, group)?.len();
    let neighbour = if up { at.checked_sub(1) } else { Some(at + 1).filter(|at| *at < n_parts) };
    let Some(neighbour) = neighbour else {
        // Out of the group.
        let (own, outer) = group.split_last()?;
        let moved = remove(rule, path)?;
        let place = if up { *own } else { own + 1 };
        parts_mut(rule, outer)?.insert(place, moved);
        return Some([outer, &[place]].concat());
    };
    let beside = [group, &[neighbour]].concat();
    let mut moved = rule.clone();
    if matches!(part(rule, &beside), Some(Rule::Group(..))) {
        let own = remove(&mut moved, path)?;
        // What stood behind it has come up.
        let inner = [group, &[if up { neighbour } else { *at }]].concat();
        let parts = parts_mut(&mut moved, &inner)?;
        let place = if up { parts.len() } else { 0 };
        parts.insert(place, own);
        if moved.depth() <= MAX_DEPTH {
            *rule = moved;
            return Some([&inner[..], &[place]].concat());
        }
    }
    parts_mut(rule, group)?.swap(*at, neighbour);
    Some(beside)
}

#[cfg(test)]
mod tests {
    use super::{add, part, remove, shift};
    use meadow_core::views::rule::{Condition, Join, Rule};
    use meadow_core::views::table::{Column, Filter, Test};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn leaf(column: Column) -> Rule {
        Rule::Is(Condition::Field(Filter { column, test: Test::Filled(true) }))
    }

    /// name, (email, phone), region
    fn rule() -> Rule {
        let inner = Rule::Group(Join::Any, vec![leaf(Column::Email), leaf(Column::Phone)]);
        Rule::Group(Join::All, vec![leaf(Column::Name), inner, leaf(Column::Region)])
    }

    #[test]
    fn a_part_walks_through_the_whole_rule_and_back() {
        let mut walked = rule();
        let mut path = vec![0];
        let mut ways = vec![path.clone()];
        while let Some(next) = shift(&mut walked, &path, false) {
            assert_eq!(part(&walked, &next), Some(&leaf(Column::Name)));
            path = next;
            ways.push(path.clone());
        }
        let expected: Vec<Vec<usize>> =
            vec![vec![0], vec![0, 0], vec![0, 1], vec![0, 2], vec![1], vec![2]];
        assert_eq!(ways, expected);
        while let Some(next) = shift(&mut walked, &path, true) {
            path = next;
        }
        assert_eq!(walked, rule());
    }

    #[test]
    fn parts_come_and_go_where_they_are_meant_to() {
        let mut changed = rule();
        let path = add(&mut changed, &[1], leaf(Column::Tags)).unwrap();
        assert_eq!(path, [1, 2]);
        assert_eq!(remove(&mut changed, &path), Some(leaf(Column::Tags)));
        assert_eq!(changed, rule());
        assert_eq!(add(&mut changed, &[0], leaf(Column::Tags)), None);
        assert_eq!(remove(&mut changed, &[7]), None);
        assert_eq!(remove(&mut changed, &[]), None);
    }
}
