//! The shape of each class, for marks in a drawing: hexagon, diamond, triangle, square. A class is
//! never told by colour alone.

use meadow_core::domain::class::Class;
use std::fmt::Write;

/// Adds one mark, centred at `x`, `y`, to the data of an SVG path. At `scale` 1 it is some 9 px
/// wide; the four shapes look equally heavy.
pub fn add_class_mark(path: &mut String, class: Class, x: f64, y: f64, scale: f64) {
    let s = |length: f64| length * scale;
    // Writing to a string does not fail.
    let _ = match class {
        Class::Bee => {
            let (wide, tall, half) = (s(3.8), s(4.4), s(2.2));
            write!(
                path,
                "M{x:.1} {:.1}l{wide:.1} {half:.1}v{tall:.1}l-{wide:.1} {half:.1}l-{wide:.1} -{half:.1}v-{tall:.1}Z",
                y - tall
            )
        }
        Class::Dragonfly => {
            let (wide, tall) = (s(4.6), s(5.2));
            write!(
                path,
                "M{x:.1} {:.1}l{wide:.1} {tall:.1}l-{wide:.1} {tall:.1}l-{wide:.1} -{tall:.1}Z",
                y - tall
            )
        }
        Class::Butterfly => {
            let (wide, tall) = (s(4.9), s(8.6));
            write!(path, "M{x:.1} {:.1}l{wide:.1} {tall:.1}h-{:.1}Z", y - tall * 0.57, wide * 2.0)
        }
        Class::Mantis => {
            let side = s(7.6);
            write!(
                path,
                "M{:.1} {:.1}h{side:.1}v{side:.1}h-{side:.1}Z",
                x - side / 2.0,
                y - side / 2.0
            )
        }
    };
}

#[cfg(test)]
mod tests {
    use super::add_class_mark;
    use meadow_core::domain::class::Class;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn marks_stand_where_they_are_put() {
        let mut path = String::new();
        add_class_mark(&mut path, Class::Mantis, 20.0, 30.0, 1.0);
        add_class_mark(&mut path, Class::Dragonfly, 50.0, 60.0, 2.0);
        assert_eq!(path, "M16.2 26.2h7.6v7.6h-7.6ZM50.0 49.6l9.2 10.4l-9.2 10.4l-9.2 -10.4Z");
    }
}
