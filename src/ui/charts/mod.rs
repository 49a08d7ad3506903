//! Charts: pure functions from data and size to shapes, and the frame that draws them at the
//! container's real width. Ink for what is known, bands for what is not, poppy for what decides.

mod axes;
pub mod chance_curve;
pub mod chart_frame;
pub mod chosen_ticks;
pub mod class_mark;
pub mod compared_means;
pub mod funnel_bands;
pub mod histogram;
pub mod ink;
pub mod mix_fan;
pub mod odds_rows;
pub mod ranged_bars;
pub mod reliability;
pub mod response_curve;
pub mod spread_bars;
pub mod svg_backend;
pub mod text_width;
pub mod tornado;
pub mod wait_curve;
