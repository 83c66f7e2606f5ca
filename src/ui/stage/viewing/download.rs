//! A picture as a file that the browser saves. Nothing leaves the page: the file is written where it is read.

use super::super::text;
use super::super::zoom::Picture;
use super::resolved::{self, File};
use super::scale::parts;
use crate::ui::part::html;
use js_sys::encode_uri_component;
use js_sys::futures::JsFuture;
use leptos::web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, HtmlImageElement};
use wasm_bindgen::JsCast;

/// Dots a CSS pixel, so that a picture is sharp on a slide.
const DENSITY: u32 = 2;

/// Saves a picture as SVG.
pub fn svg(picture: Picture) {
    if let Some(file) = file(picture) {
        save(picture, ".svg", &address(&file));
    }
}

/// Saves a picture as PNG.
pub async fn png(picture: Picture) {
    let Some(file) = file(picture) else { return };
    match painted(&file).await {
        Some(address) => save(picture, ".png", &address),
        None => picture.note.set(text::NO_PNG),
    }
}

fn file(picture: Picture) -> Option<File> {
    resolved::file(&parts(picture)?.drawing)
}

fn address(file: &File) -> String {
    ["data:image/svg+xml,", &String::from(encode_uri_component(&file.text))].concat()
}

/// The address of the painted picture; none when the browser would not paint it.
async fn painted(file: &File) -> Option<String> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address(file));
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = html("canvas").element().clone().dyn_into().ok()?;
    let (width, height) = (file.width * DENSITY, file.height * DENSITY);
    canvas.set_width(width);
    canvas.set_height(height);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    canvas.to_data_url_with_type("image/png").ok()
}

fn save(picture: Picture, ending: &str, address: &str) {
    let name = picture.file.with_value(|file| [file, ending].concat());
    let link = html("a").attr("download", &name).attr("href", address);
    link.element().unchecked_ref::<HtmlElement>().click();
}
