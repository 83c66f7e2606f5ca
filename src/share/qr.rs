//! A link as a QR code, for a class that looks at a wall.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules that readers want around a code.
const QUIET: i32 = 4;

/// A QR code as a picture of squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its side in modules, the light margin included.
    pub side: i32,
    /// The dark modules as an SVG path, one unit a module.
    pub path: String,
}

/// The QR code of a text; none when it is too long for one (2,331 bytes).
#[must_use]
pub fn qr_code(text: &str) -> Option<Picture> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(Picture { side: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader reads in a picture of so many pixels a module.
    fn read(picture: &Picture, pixels: usize) -> String {
        let dark: Vec<(usize, usize)> = picture
            .path
            .split('M')
            .filter_map(|it| it.split_once('h')?.0.split_once(' '))
            .map(|(x, y)| (x.parse().expect("a column"), y.parse().expect("a row")))
            .collect();
        let side = usize::try_from(picture.side).expect("a side is positive") * pixels;
        let shade = |x: usize, y: usize| if dark.contains(&(x / pixels, y / pixels)) { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
        let grids = image.detect_grids();
        let [grid] = grids.as_slice() else { panic!("{} codes found", grids.len()) };
        grid.decode().expect("the code can be read").1
    }

    #[test]
    fn a_reader_reads_the_link_out_of_its_code() {
        let long = ["https://school.example/bayplan/sandbox.html#1.sandbox.", &"Ab3-_".repeat(60)].concat();
        for link in ["https://school.example/lessons/ec2-and-fargate.html#step-3", &long] {
            let picture = qr_code(link).expect("the link fits");
            assert_eq!(read(&picture, 3), link);
        }
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert!(qr_code(&"\u{e4}".repeat(1_165)).is_some());
        assert_eq!(qr_code(&"\u{e4}".repeat(1_166)), None);
    }
}
