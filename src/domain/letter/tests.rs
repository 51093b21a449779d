use super::*;
use proptest::prelude::*;

fn plain(text: &str) -> String {
    let (body, marks) = parse(text).render(&Recipient::default());
    assert_eq!(marks, [], "{text}");
    body
}

fn parse(text: &str) -> Letter {
    Letter::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// Text and marks as the words they cover.
fn marked(text: &str) -> (String, Vec<(String, MarkKind)>) {
    let (body, marks) = parse(text).render(&Recipient::default());
    let units: Vec<u16> = body.encode_utf16().collect();
    let covered = marks.into_iter().map(|mark| {
        let words = String::from_utf16(&units[mark.from..mark.to]).unwrap();
        (words, mark.kind)
    });
    (body.clone(), covered.collect())
}

#[test]
fn a_plain_letter_stays_as_it_was_typed() {
    for text in [
        "",
        "老乡，您好！\n班车恢复了。\n\n\n　　请登记。",
        "3*4=12，5*6=30，7 * 8",
        "张*，李*，王**，赵**",
        "154****0001，154****0002，520199********0013",
        "姓名：____，电话：____。",
        "________________\n--------\n********\n* * *\n- - -\n====",
        "通知\n----\n正文\n====",
        "#复工复产# 第 1 号\n#",
        "温度 > 37.3 不上车\n> 引用",
        "    缩进四格\n\t制表符\n        **",
        "1. 身份证\n2. 健康码\n10) 口罩",
        "1. 一\n1. 二",
        "snake_case_name a_b * c",
        "a < b & c > d &amp; &lt; AT&T",
        "`一个反引号",
        "见[1]。\n\n[1]: https://example.com",
        "<李明> <重要> a<b",
        "!叹号 ![ ] ~~ ~~删~~ ^",
        "末尾两个空格  \n下一行",
        "a | b\nc | d",
        "}",
        "-5 度到 -3 度",
        "https://example.com/a_b_c?x=*y*",
        "<someone@example.com>",
    ] {
        assert_eq!(plain(text), text);
    }
}

#[test]
fn bold_italic_and_links_are_found_amid_chinese() {
    let bold = |words: &str| vec![(words.to_owned(), MarkKind::Bold)];
    for (text, body, words) in [
        ("**注意：**请带口罩", "注意：请带口罩", "注意："),
        ("请**务必**登记", "请务必登记", "务必"),
        ("请看**“须知”**再来", "请看“须知”再来", "“须知”"),
        ("请看**(须知)**再来", "请看(须知)再来", "(须知)"),
        ("请看**\"须知\"**再来", "请看\"须知\"再来", "\"须知\""),
        (r"坐🚌**\<b>** 来", "坐🚌<b> 来", "<b>"),
        ("共**$5**元", "共$5元", "$5"),
        ("共**100%**免费", "共100%免费", "100%"),
        ("坐**🚌**来", "坐🚌来", "🚌"),
        ("坐**🚌 大巴**来", "坐🚌 大巴来", "🚌 大巴"),
        ("（**重要**）", "（重要）", "重要"),
        ("**重要**", "重要", "重要"),
        ("    **缩进**", "    缩进", "缩进"),
    ] {
        assert_eq!(marked(text), (body.to_owned(), bold(words)), "{text}");
    }
    let url = "https://example.com/a_b*c".to_owned();
    assert_eq!(
        marked("请打开**[官网](https://example.com/a_b*c)**看看"),
        (
            "请打开官网看看".to_owned(),
            vec![
                ("官网".to_owned(), MarkKind::Bold),
                ("官网".to_owned(), MarkKind::Link(url))
            ]
        )
    );
    assert_eq!(
        marked("see *this* and _that_, <https://example.com/x>"),
        (
            "see this and that, https://example.com/x".to_owned(),
            vec![
                ("this".to_owned(), MarkKind::Italic),
                ("that".to_owned(), MarkKind::Italic),
                (
                    "https://example.com/x".to_owned(),
                    MarkKind::Link("https://example.com/x".to_owned())
                ),
            ]
        )
    );
    assert_eq!(
        marked("***both***"),
        (
            "both".to_owned(),
            vec![
                ("both".to_owned(), MarkKind::Italic),
                ("both".to_owned(), MarkKind::Bold)
            ]
        )
    );
}

#[test]
fn lists_get_bullets_and_escapes_show_the_sign() {
    assert_eq!(
        plain("请带：\n- 身份证\n- 口罩\n  - 两只\n\n* 水\n+ 饭"),
        "请带：\n• 身份证\n• 口罩\n  • 两只\n\n• 水\n• 饭"
    );
    assert_eq!(plain(r"\*不斜\* \# 号 \\"), r"*不斜* # 号 \");
    assert_eq!(plain("\\- 一\nC:\\Users"), "- 一\nC:\\Users");
    assert_eq!(plain("一\\\n二"), "一\n二");
    assert_eq!(plain("{{name}}"), "{name}");
    assert_eq!(plain("一\r\n二"), "一\n二");
}

#[test]
fn what_cannot_be_sent_is_named_with_what_to_do() {
    for (text, what) in [
        ("# 标题", Construct::Heading),
        ("正文\n## 小标题\n正文", Construct::Heading),
        ("![图](https://example.com/a.png)", Construct::Image),
        ("a | b\n--|--\n1 | 2", Construct::Table),
        ("`code`", Construct::Code),
        ("```\ncode\n```", Construct::Code),
        ("<b>粗</b>", Construct::Html),
        ("<div>\n块\n</div>", Construct::Html),
        ("x <!-- 注 --> y", Construct::Html),
    ] {
        match Letter::parse(text) {
            Err(LetterError::Unsupported { what: found, .. }) => assert_eq!(found, what, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    let refused = |text: &str| Letter::parse(text).unwrap_err();
    for address in [
        "http://example.com",
        "www.example.com",
        "javascript:alert(1)",
        "",
        "https://",
        "https://localhost",
        "https://bank.example@evil.example/",
    ] {
        let text = format!("[这里]({address})");
        assert_eq!(refused(&text), LetterError::BadLink(address.to_owned()));
    }
    assert!(matches!(
        refused("[ ](https://example.com)"),
        LetterError::EmptyLink(_)
    ));
    assert_eq!(
        refused("{姓名|朋友}"),
        LetterError::UnknownPlaceholder("姓名".to_owned())
    );
    assert_eq!(
        refused("{name}").to_string(),
        "{name} needs words for those of whom it is not known: {name|friend}"
    );
    assert_eq!(refused("{trip| }"), LetterError::NoWords(Placeholder::Trip));
    for text in ["{", "{ }", "{name|a\nb}", "a {| b}"] {
        assert_eq!(refused(text), LetterError::LoneBrace, "{text}");
    }
    assert_eq!(
        refused(&"**x** ".repeat(100)),
        LetterError::TooManyMarks(100)
    );
}

#[test]
fn placeholders_say_what_is_known_or_the_words_instead() {
    let letter = parse("**{name|朋友}**，您好！{employer｜用工单位}、{trip|未定}。");
    assert!(letter.is_personal() && !parse("{{name}}").is_personal());
    let (body, marks) = letter.render(&Recipient::default());
    assert_eq!(body, "朋友，您好！用工单位、未定。");
    assert_eq!((marks[0].from, marks[0].to), (0, 2));
    let odd = Recipient {
        name: Some("**𠮷**\n[x](y)".to_owned()),
        employer: Some(" ".to_owned()),
        trip: Some("很".repeat(400)),
    };
    let (body, marks) = letter.render(&odd);
    let start = "**𠮷** [x](y)，您好！用工单位、很很";
    assert!(body.starts_with(start), "{body}");
    assert!(body.ends_with("很…。"), "{body}");
    assert_eq!((marks[0].from, marks[0].to), (0, 13));
    assert!(units_of(&body) <= letter.max_units());
    assert_eq!(parse("{name|朋友}").max_units(), 80);
}

/// Text as an author might type it, and worse.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "**",
        "*",
        "_",
        "__",
        "***",
        "[",
        "](",
        ")",
        "https://example.com/",
        "<",
        ">",
        "`",
        "# ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "|",
        "{{",
        "}}",
        "{name|友}",
        "{trip|*}",
        "\\",
        "&amp;",
        "\u{3000}",
        " ",
        "注意",
        "：",
        "“",
        "”",
        "a",
        "7",
        "🚌",
        "𠮷",
        "é",
        "\u{200d}",
        "!",
        "---",
        "\r\n",
        "~~",
        ".",
        "(",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn marks_lie_within_the_text_nested_and_whole(text in texts()) {
        let Ok(letter) = Letter::parse(&text) else { return Ok(()); };
        for reader in [Recipient::default(), Recipient::longest()] {
            let (body, marks) = letter.render(&reader);
            let units: Vec<u16> = body.encode_utf16().collect();
            prop_assert!(units.len() <= letter.max_units());
            for (at, mark) in marks.iter().enumerate() {
                prop_assert!(mark.from < mark.to && mark.to <= units.len(), "{mark:?} in {body:?}");
                prop_assert!(String::from_utf16(&units[mark.from..mark.to]).is_ok(), "{mark:?} in {body:?}");
                for later in &marks[at + 1..] {
                    let within = later.from >= mark.from && later.to <= mark.to;
                    prop_assert!(within || later.from >= mark.to, "{mark:?} and {later:?} in {body:?}");
                }
            }
        }
    }

    /// Only signs of markup ever disappear, and nothing is added but bullets.
    #[test]
    fn no_word_is_lost(text in texts()) {
        let Ok(letter) = Letter::parse(&text) else { return Ok(()); };
        let words = |text: &str| -> String {
            text.replace("https://example.com/", "").chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let typed = text.replace("{name|友}", "友").replace("{trip|*}", "");
        prop_assert_eq!(words(&letter.render(&Recipient::default()).0), words(&typed));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}") {
        let _ = Letter::parse(&text);
    }
}
