//! What a report says, in the words of the claims.

use serde_json::Value;

pub fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// `nic-nsg nsg-web blocked NSG-DENY-RULE DenyRdp`; without name or rule where there is none.
pub fn hops(report: &Value) -> Vec<String> {
    let hops = report["hops"].as_array().into_iter().flatten();
    hops.map(|hop| {
        let parts = [
            &hop["hop"],
            &hop["name"],
            &hop["answer"],
            &hop["code"],
            &hop["rule"]["name"],
        ];
        let parts = parts
            .iter()
            .filter_map(|part| part.as_str())
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    })
    .collect()
}

/// The rule of the hop that gives the report its code.
pub fn deciding_rule(report: &Value) -> String {
    let hops = report["hops"].as_array().into_iter().flatten();
    let mut rules = hops
        .filter(|hop| hop["answer"] == report["answer"] && hop["code"] == report["code"])
        .filter_map(|hop| hop["rule"]["name"].as_str());
    rules.next().unwrap_or_default().to_owned()
}

/// `203.0.113.0/24 Internet user`: of the reply, or with `--next-hop` of the packet.
pub fn carrying_route(report: &Value) -> String {
    let hops = report["hops"].as_array().into_iter().flatten();
    let routes = hops.map(|hop| &hop["route"]).chain([&report["route"]]);
    let mut carrying = routes.filter(|route| !route.is_null());
    carrying.next().map(route).unwrap_or_default()
}

/// `0.0.0.0/0 Internet default INVALID`, with `--next-hop`.
pub fn losing_routes(report: &Value) -> Vec<String> {
    let losers = report["losers"].as_array().into_iter().flatten();
    losers
        .map(|loser| format!("{} {}", route(loser), loser["code"].as_str().unwrap_or("")))
        .collect()
}

pub fn route(route: &Value) -> String {
    let parts = [&route["prefix"], &route["next_hop"], &route["source"]];
    parts
        .map(|part| part.as_str().unwrap_or_default())
        .join(" ")
}

pub fn needs(report: &Value) -> Vec<String> {
    let hops = report["hops"].as_array().into_iter().flatten();
    hops.flat_map(|hop| list(&hop["needs"])).collect()
}

/// `LIST-TRUNCATED 12:3`; only the code where there is no place.
pub fn problems(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().into_iter().flatten();
    problems
        .map(|problem| {
            let code = problem["code"].as_str().unwrap_or_default();
            match &problem["at"] {
                Value::Null => code.to_owned(),
                at => format!("{code} {}:{}", at["line"], at["column"]),
            }
        })
        .collect()
}

/// `nsg nsg-web 1-40`.
pub fn pieces(report: &Value) -> Vec<String> {
    let pieces = report["pieces"].as_array().into_iter().flatten();
    let piece = |piece: &Value| {
        let mut words = vec![piece["answer"].as_str().unwrap_or("").to_owned()];
        words.extend(list(&piece["sources"]));
        for key in ["hop", "rule", "route"] {
            words.extend(piece[key].as_str().map(str::to_owned));
        }
        words.join(" ")
    };
    pieces.map(piece).collect()
}

/// `open 256 0`: how many addresses of IPv4 and of IPv6.
pub fn counts(report: &Value) -> Vec<String> {
    let pieces = report["pieces"].as_array().into_iter().flatten();
    let count = |piece: &Value| {
        let answer = piece["answer"].as_str().unwrap_or("");
        let ipv6 = piece["count"]["ipv6"].as_str().unwrap_or("");
        format!("{answer} {} {ipv6}", piece["count"]["ipv4"])
    };
    pieces.map(count).collect()
}

pub fn reaches(report: &Value) -> Vec<String> {
    let reach = report["reach"].as_array().into_iter().flatten();
    let one = |one: &Value| {
        let mut words = vec![list(&one["protocols"]).join("+")];
        for key in ["ports", "answer", "hop", "by"] {
            words.extend(one[key].as_str().map(str::to_owned));
        }
        words.join(" ")
    };
    reach.map(one).collect()
}

pub fn azure_answers(report: &Value) -> Vec<String> {
    let answers = report["azure"].as_array().into_iter().flatten();
    let word = |answer: &Value, key: &str| answer[key].as_str().unwrap_or("").to_owned();
    answers
        .map(|answer| {
            ["compared", "said", "by"]
                .map(|key| word(answer, key))
                .join(" ")
        })
        .collect()
}

/// `NSG-ALLOW: Create rule …; Create rule …`, every change of a set.
pub fn fixes(report: &Value) -> Vec<String> {
    let fixes = report["fixes"].as_array().into_iter().flatten();
    fixes
        .map(|fix| {
            let changes = fix["changes"].as_array().into_iter().flatten();
            let what: Vec<&str> = changes
                .filter_map(|change| change["what"].as_str())
                .collect();
            format!("{}: {}", fix["id"].as_str().unwrap_or(""), what.join("; "))
        })
        .collect()
}

/// `nsg nsg-web tcp 3389 203.0.113.7/32`, of the first fix.
pub fn changes(report: &Value) -> Vec<String> {
    let line = |change: &Value| {
        let text = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
        let who = |key: &str, sign: &str| {
            let blocks = list(&change[key]);
            blocks
                .iter()
                .map(|block| format!(" {sign}{block}"))
                .collect::<String>()
        };
        format!(
            "{} {}{}{}",
            text("protocol"),
            text("ports"),
            who("opened", "+"),
            who("closed", "-")
        )
    };
    report["changes"]
        .as_array()
        .map_or_else(Vec::new, |all| all.iter().map(line).collect())
}

pub fn findings(report: &Value) -> Vec<String> {
    let line = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let (code, rule) = (text("code"), text("rule"));
        let by = list(&finding["by"]).join(" ");
        format!("{code} {rule} {by}").trim_end().to_owned()
    };
    report["findings"]
        .as_array()
        .map_or_else(Vec::new, |all| all.iter().map(line).collect())
}

pub fn also_opens(report: &Value) -> Vec<String> {
    let also = report["fixes"][0]["also_opens"]
        .as_array()
        .into_iter()
        .flatten();
    also.map(|also| {
        let mut words: Vec<String> = ["to", "protocol", "ports"]
            .map(|key| also[key].as_str().unwrap_or("").to_owned())
            .to_vec();
        words.extend(list(&also["from"]));
        words.join(" ")
    })
    .collect()
}

pub fn documents(report: &Value) -> Vec<String> {
    let documents = report["read"].as_array().into_iter().flatten();
    documents
        .map(|document| {
            let text = |key: &str| document[key].as_str().unwrap_or_default();
            let lines = &document["lines"];
            format!(
                "{} {} {}-{}",
                text("what"),
                text("name"),
                lines[0],
                lines[1]
            )
        })
        .collect()
}
