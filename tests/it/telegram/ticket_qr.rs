//! A ticket's QR code is read by decoders that are not ours, at the size at which a small phone shows it.

use super::{send, telegram, text};
use crate::fake_bot_api::{FakeBotApi, Reach};
use crate::kit::missing::missing;
use crate::kit::process::{find, run};
use crate::seats::house::{House, NOW};
use image::imageops::FilterType;
use image::{GrayImage, ImageFormat};
use returnline::domain::delivery::{Content, Picture};
use std::process::Command;

const CHAT: i64 = 7;

/// Width and height on the screen.
const PIXELS: u32 = 200;

/// A worker's ticket as it arrives in their chat, at that size, and what must be read from it.
async fn ticket() -> (GrayImage, String) {
    let house = House::on_sqlite().await;
    let trip = house.small_coach("HS-1", 1).await;
    let person = house.person(1).await;
    let seat = house.seat(&trip, &person, NOW).await;
    let mut tx = house.tx().await;
    let ticket = tx
        .issue_ticket(&house.store, &seat, &person.worker, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let api = FakeBotApi::start().await;
    api.set_reach(CHAT, Reach::Open);
    let picture = Picture::TicketQr {
        payload: ticket.payload.clone(),
        code: ticket.code,
    };
    let content = Content {
        picture: Some(picture),
        ..text("ticket")
    };
    send(&telegram(&api), CHAT, content).await.unwrap();
    let shown = api.last(CHAT).photo.expect("a picture");
    let picture = image::load_from_memory(&shown).unwrap().to_luma8();
    let small = image::imageops::resize(&picture, PIXELS, PIXELS, FilterType::Triangle);
    (small, ticket.payload)
}

#[tokio::test]
async fn a_ticket_of_200_pixels_is_read_by_rqrr() {
    let (picture, payload) = ticket().await;
    let mut scan = rqrr::PreparedImage::prepare(picture);
    let grids = scan.detect_grids();
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0].decode().unwrap().1, payload);
}

#[tokio::test]
async fn a_ticket_of_200_pixels_is_read_by_zbar() {
    let Some(zbar) = find("zbarimg").or_else(|| missing("zbarimg", "zbar-tools")) else {
        return;
    };
    let (picture, payload) = ticket().await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("ticket.png");
    picture.save_with_format(&file, ImageFormat::Png).unwrap();
    let read = run(Command::new(zbar)
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&file));
    assert_eq!(read.trim_end(), payload);
}
