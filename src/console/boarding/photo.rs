//! A ticket read from a photo, for browsers that cannot do it themselves.

use super::super::fault::Fault;
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::post;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use image::imageops::FilterType;
use image::{ImageReader, Limits};
use serde_json::json;
use std::io::Cursor;

/// Largest photo taken, in bytes: those of phones are smaller.
const MOST_BYTES: usize = 12 * 1024 * 1024;
/// Longest side of a photo taken, in pixels.
const MOST_PIXELS: u32 = 10_000;
/// Most memory that reading one may take, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Sides at which a code is looked for, in pixels: a small picture is quick and shows no noise, a larger one shows a
/// code held far away.
const SIDES: [u32; 3] = [800, 1600, 2400];

/// The text of the code in a photo; `null` where there is none.
pub async fn read(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    post(&crew, &mut tx, &vehicle).await?;
    drop(tx);
    let photo = sent.file("photo").ok_or(Fault::BadRequest)?;
    let text = text_of(photo.bytes.clone()).await?;
    Ok(Json(json!({ "text": text })).into_response())
}

/// Reads off the async threads: a photo takes a moment.
pub async fn text_of(photo: Bytes) -> Result<Option<String>, Fault> {
    if photo.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let read = tokio::task::spawn_blocking(move || decode(&photo)).await;
    read.map_err(|error| {
        tracing::error!(%error, "console: a photo could not be read");
        Fault::Internal
    })
}

fn decode(photo: &[u8]) -> Option<String> {
    let mut reader = ImageReader::new(Cursor::new(photo))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?.into_luma8();
    let longest = picture.width().max(picture.height());
    let mut tried = None;
    for side in SIDES {
        let side = side.min(longest);
        if tried.replace(side) == Some(side) {
            break;
        }
        let scale = |length: u32| {
            let scaled = u64::from(length) * u64::from(side) / u64::from(longest.max(1));
            u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
        };
        let (width, height) = (scale(picture.width()), scale(picture.height()));
        let small = image::imageops::resize(&picture, width, height, FilterType::Triangle);
        let mut prepared = rqrr::PreparedImage::prepare(small);
        let found = prepared.detect_grids();
        let text = found.into_iter().find_map(|grid| grid.decode().ok());
        if let Some((_, text)) = text {
            return Some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, ImageFormat, Luma};
    use qrcode::QrCode;

    fn photo(code: &GrayImage, width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut scene = GrayImage::from_pixel(width, height, Luma([200]));
        let (x, y) = ((width - code.width()) / 2, (height - code.height()) / 2);
        image::imageops::overlay(&mut scene, code, i64::from(x), i64::from(y));
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(scene)
            .write_to(&mut out, format)
            .unwrap();
        out.into_inner()
    }

    #[test]
    fn a_code_is_found_in_a_photo_and_nothing_in_another() {
        let text = format!("RL1:{}", "A2".repeat(80));
        let code = QrCode::new(&text)
            .unwrap()
            .render::<Luma<u8>>()
            .module_dimensions(6, 6)
            .build();
        let jpeg = photo(&code, 3000, 2000, ImageFormat::Jpeg);
        assert_eq!(decode(&jpeg), Some(text.clone()));
        let png = photo(
            &code,
            code.width() + 20,
            code.height() + 20,
            ImageFormat::Png,
        );
        assert_eq!(decode(&png), Some(text));
        let blank = GrayImage::from_pixel(10, 10, Luma([0]));
        assert_eq!(decode(&photo(&blank, 600, 400, ImageFormat::Png)), None);
    }

    #[test]
    fn what_is_no_picture_or_claims_too_much_is_no_code() {
        assert_eq!(decode(b""), None);
        assert_eq!(decode(b"not a picture"), None);
        // A header that promises 65,535 by 65,535 pixels.
        let mut huge = photo(&GrayImage::new(1, 1), 8, 8, ImageFormat::Png);
        huge[16..24].copy_from_slice(&[0, 0, 255, 255, 0, 0, 255, 255]);
        assert_eq!(decode(&huge), None);
    }
}
