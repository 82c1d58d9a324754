//! What differs between two NSGs, in Japanese.

use crate::say::changed::ChangedText;

/// The words.
pub const CHANGED: ChangedText = ChangedText {
    heading: "2 つの NSG を比較",
    sides: ["変更前", "変更後"],
    ways: [
        "{wanted}: 新しく許可される: {list}。",
        "{wanted}: 許可されなくなる: {list}。",
        "{wanted}: 変わるかどうか、貼り付けた内容からはわからない: {list}。",
    ],
    nothing: "どちらの NSG も同じ接続を許可します。",
};
