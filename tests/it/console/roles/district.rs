//! A clerk's district.

use super::furnished;

#[tokio::test]
async fn a_clerk_of_a_district_sees_its_own_only() {
    let desk = furnished().await;
    desk.worker("w2", "李四", "e2", true).await;
    let mut clerk = desk.signed_in("yongjia").await;
    for path in [
        "/console",
        "/console/trips",
        "/console/inbox",
        "/console/rosters",
    ] {
        let body = clerk.get(path).await.body;
        assert!(
            !body.contains("张三") && !body.contains("HH-0224") && !body.contains("示例企业01"),
            "{path}"
        );
    }
    assert!(
        clerk
            .get("/console/rosters")
            .await
            .body
            .contains("示例企业02")
    );
    assert!(clerk.get("/console/rosters/e2").await.body.contains("李四"));
}
