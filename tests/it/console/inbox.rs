//! The inbox shared: who looks after a conversation, and answers that are given often.

use super::harness::Desk;
use axum::http::StatusCode;

async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    desk.worker("w2", "李四", "e2", true).await;
    desk.help("w2", "您好").await;
    desk
}

#[tokio::test]
async fn two_of_the_staff_do_not_answer_the_same_conversation_unknowingly() {
    let desk = furnished().await;
    let mut ann = desk.signed_in("clerk").await;
    let mut boss = desk.signed_in("boss").await;
    let here = "/console/inbox/pw1";
    let taken = ann.post(here, &[("step", "take"), ("with", "")]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let late = boss.post(here, &[("step", "take"), ("with", "")]).await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "he saw nobody's"
    );
    assert!(
        late.body.contains("Name of clerk looks after it"),
        "{}",
        late.body
    );
    let answer = [("step", "answer"), ("text", "马上就好")];
    let reply = boss.post(here, &answer).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        reply.body.contains("马上就好") && reply.body.contains("Take it over"),
        "{}",
        reply.body
    );
    let reply = boss.post(here, &[("step", "close")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM chat_event").await,
        0,
        "nothing was sent"
    );
    assert_eq!(ann.post(here, &answer).await.status, StatusCode::SEE_OTHER);
    let over = [("step", "take"), ("with", "clerk")];
    assert_eq!(boss.post(here, &over).await.status, StatusCode::SEE_OTHER);
    let reply = boss
        .post(here, &[("step", "answer"), ("text", "您说")])
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        desk.texts(
            "SELECT actor || ' ' || action FROM audit WHERE action LIKE 'help%' ORDER BY id"
        )
        .await,
        [
            "clerk help.taken",
            "clerk help.answered",
            "boss help.taken",
            "boss help.answered"
        ]
    );
}

#[tokio::test]
async fn an_answer_takes_what_is_nobodys() {
    let desk = furnished().await;
    let mut ann = desk.signed_in("clerk").await;
    let reply = ann
        .post(
            "/console/inbox/pw1",
            &[("step", "answer"), ("text", "您说")],
        )
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        desk.texts("SELECT assigned_to FROM help WHERE id = 'pw1'")
            .await,
        ["clerk"]
    );
}

#[tokio::test]
async fn a_conversation_is_handed_over_and_put_back() {
    let desk = furnished().await;
    let mut ann = desk.signed_in("clerk").await;
    let here = "/console/inbox/pw1";
    for to in ["", "hr", "yongjia", "nobody"] {
        let reply = ann
            .post(here, &[("step", "hand"), ("with", ""), ("to", to)])
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(reply.body.contains("choose a colleague"), "{to}");
    }
    let hand = [("step", "hand"), ("with", ""), ("to", "boss")];
    assert_eq!(ann.post(here, &hand).await.status, StatusCode::SEE_OTHER);
    let mut boss = desk.signed_in("boss").await;
    let mine = boss.get("/console/inbox?whose=mine").await.body;
    assert!(mine.contains("张三") && !mine.contains("李四"));
    let free = boss
        .get("/console/inbox?whose=free&sort=-worker")
        .await
        .body;
    assert!(!free.contains("张三") && free.contains("李四"));
    assert!(
        free.contains("/console/inbox/list?whose=free&amp;sort=-worker"),
        "the list stays as asked for"
    );
    let back = [("step", "release"), ("with", "boss")];
    assert_eq!(boss.post(here, &back).await.status, StatusCode::SEE_OTHER);
    let all = boss.get("/console/inbox").await.body;
    assert!(all.contains("张三") && all.contains("nobody"));
    let mine = boss.get("/console/inbox?whose=mine").await.body;
    assert!(mine.contains("No conversations here"));
}

#[tokio::test]
async fn an_answer_given_often_is_put_into_the_box_and_not_sent() {
    let desk = furnished().await;
    let mut admin = desk.signed_in("admin").await;
    let keep = |title: &'static str, text: &'static str| {
        [
            ("step", "keep"),
            ("locale", "zh-Hans"),
            ("title", title),
            ("text", text),
        ]
    };
    for (title, text, error) in [("", "您好", "title--error"), ("车票", " ", "text--error")] {
        let reply = admin.post("/console/answers", &keep(title, text)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(error), "{error}: {}", reply.body);
    }
    let kept = admin
        .post(
            "/console/answers",
            &keep("车票", "车票请在首页点“看车票”。"),
        )
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let twice = admin.post("/console/answers", &keep("车票", "别的")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = desk.texts("SELECT id FROM canned_answer").await.remove(0);
    let mut ann = desk.signed_in("clerk").await;
    assert_eq!(
        ann.get("/console/answers").await.status,
        StatusCode::FORBIDDEN
    );
    let page = ann.get("/console/inbox/pw1").await;
    assert!(
        page.body
            .contains(&format!("<option value=\"{id}\">车票</option>")),
        "{}",
        page.body
    );
    let insert = [
        ("step", "insert"),
        ("canned", id.as_str()),
        ("text", "张师傅，"),
    ];
    let reply = ann.post("/console/inbox/pw1", &insert).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(
        reply
            .body
            .contains("张师傅，\n车票请在首页点“看车票”。</textarea>"),
        "{}",
        reply.body
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM help_message WHERE author IS NOT NULL")
            .await,
        0
    );
    let drop = [("step", "drop"), ("id", id.as_str())];
    assert_eq!(
        admin.post("/console/answers", &drop).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM canned_answer").await, 0);
    assert_eq!(
        desk.texts("SELECT action FROM audit WHERE action LIKE 'canned%' ORDER BY id")
            .await,
        ["canned.kept", "canned.dropped"]
    );
}
