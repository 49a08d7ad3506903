//! Where the bars and bands of a flow picture lie: a state's bar is as high as its people, a band as
//! wide. Pure; must not know names or colours.

use meadow_core::views::round::{Flow, State};

/// The height of everybody together, in the picture's units.
const ALL: f64 = 300.0;
/// Room for a name, also beside a bar that is thinner.
const LEAST_SLOT: f64 = 18.0;
const GAP: f64 = 6.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub state: State,
    pub n: u32,
    pub top: f64,
    pub height: f64,
}

/// From the left bars to the right ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub flow: Flow,
    pub from_top: f64,
    pub to_top: f64,
    pub width: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowLayout {
    pub height: f64,
    pub from: Vec<Bar>,
    pub to: Vec<Bar>,
    pub bands: Vec<Band>,
}

pub fn layout(flows: &[Flow]) -> FlowLayout {
    let all: u32 = flows.iter().map(|flow| flow.n).sum();
    if all == 0 {
        return FlowLayout::default();
    }
    let unit = ALL / f64::from(all);
    let (from, from_height) = side(flows, |flow| &flow.from, unit);
    let (to, to_height) = side(flows, |flow| &flow.to, unit);
    // Bands leave a bar in the order in which they arrive, and so do not cross at its edge.
    let mut ordered: Vec<&Flow> = flows.iter().collect();
    ordered.sort_by(|one, other| (&one.from, &one.to).cmp(&(&other.from, &other.to)));
    let (mut left, mut right) = (tops(&from), tops(&to));
    let bands = ordered.into_iter().map(|flow| {
        let width = f64::from(flow.n) * unit;
        Band {
            flow: flow.clone(),
            from_top: take(&mut left, &flow.from, width),
            to_top: take(&mut right, &flow.to, width),
            width,
        }
    });
    let bands = bands.collect();
    FlowLayout { height: from_height.max(to_height), from, to, bands }
}

/// The bars of a side, in the order of states, and how high they are together.
fn side(flows: &[Flow], end: impl Fn(&Flow) -> &State, unit: f64) -> (Vec<Bar>, f64) {
    let mut states: Vec<&State> = flows.iter().map(&end).collect();
    states.sort();
    states.dedup();
    let mut top = 0.0;
    let mut bars = Vec::with_capacity(states.len());
    for state in states {
        let n: u32 = flows.iter().filter(|flow| end(flow) == state).map(|flow| flow.n).sum();
        let height = f64::from(n) * unit;
        let slot = height.max(LEAST_SLOT);
        bars.push(Bar { state: state.clone(), n, top: top + (slot - height) / 2.0, height });
        top += slot + GAP;
    }
    (bars, top - GAP)
}

fn tops(bars: &[Bar]) -> Vec<(State, f64)> {
    bars.iter().map(|bar| (bar.state.clone(), bar.top)).collect()
}

/// The next free place at a state's bar, which a band of this width takes.
fn take(free: &mut [(State, f64)], state: &State, width: f64) -> f64 {
    let Some((_, top)) = free.iter_mut().find(|(own, _)| own == state) else { return 0.0 };
    let taken = *top;
    *top += width;
    taken
}

#[cfg(test)]
mod tests {
    use super::{FlowLayout, layout};
    use meadow_core::domain::customer::Stage;
    use meadow_core::views::round::{Flow, State};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn bands_fill_their_bars_and_bars_do_not_touch() {
        let state = |stage| State::Stage(stage);
        let flow = |from, to, n| Flow { from, to, n };
        let flows = [
            flow(state(Stage::Lead), state(Stage::Lead), 50),
            flow(state(Stage::Lead), state(Stage::Bought), 1),
            flow(state(Stage::Bought), state(Stage::Lapsed), 20),
            flow(State::Away, state(Stage::Lead), 29),
        ];
        let found = layout(&flows);
        assert_eq!(found.from.iter().map(|bar| bar.n).collect::<Vec<_>>(), [51, 20, 29]);
        assert_eq!(found.to.iter().map(|bar| bar.n).collect::<Vec<_>>(), [79, 1, 20]);
        for bars in [&found.from, &found.to] {
            for pair in bars.windows(2) {
                assert!(pair[0].top + pair[0].height < pair[1].top);
            }
            let last = bars.last().unwrap();
            assert!(last.top + last.height <= found.height + 1e-9);
        }
        for bar in &found.from {
            let bands = found.bands.iter().filter(|band| band.flow.from == bar.state);
            let width: f64 = bands.map(|band| band.width).sum();
            assert!((width - bar.height).abs() < 1e-9);
        }
        let into_lead: Vec<f64> = found
            .bands
            .iter()
            .filter(|band| band.flow.to == state(Stage::Lead))
            .map(|band| band.to_top)
            .collect();
        assert!((into_lead[1] - into_lead[0] - 150.0).abs() < 1e-9, "{into_lead:?}");
        assert_eq!(layout(&[]), FlowLayout::default());
    }
}
