//! Large pastes, one of each shape.

/// A name, and what makes a paste of this size.
pub type Shape = (&'static str, &'static dyn Fn(Size) -> String);

/// How large a paste is.
#[derive(Clone, Copy)]
pub enum Size {
    /// So many bytes or a few more.
    Bytes(usize),
    /// So many rules or routes.
    #[allow(dead_code, reason = "for `cargo xtask bench`")]
    Rules(usize),
}

/// One of each.
pub const ALL: [Shape; 12] = [
    ("JSON of az", &json),
    ("JSON of PowerShell in a list view", &json_in_list_view),
    ("list view", &list_view),
    ("list view with wrapped values", &wrapped_list_view),
    ("table of az", &table),
    ("table of PowerShell", &format_table),
    ("CSV in quotes", &csv),
    ("cells parted by tabs", &tabs),
    ("table of Markdown", &bars),
    ("YAML", &yaml),
    ("XML of routes", &xml),
    ("table of effective routes", &routes),
];

const ID: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg";

fn many(before: &str, size: Size, one: &dyn Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        let is_enough = match size {
            Size::Bytes(bytes) => text.len() >= bytes,
            Size::Rules(rules) => number >= rules,
        };
        if is_enough {
            break;
        }
        text.push_str(&one(number));
    }
    text
}

/// Every rule has another source, and every 4,000th the same priority.
fn source(number: usize) -> String {
    format!(
        "10.{}.{}.{}",
        number >> 16 & 255,
        number >> 8 & 255,
        number & 255
    )
}

fn priority(number: usize) -> usize {
    100 + number % 3_900
}

fn json(size: Size) -> String {
    let one = |number: usize| {
        format!(
            "{}    {{\n      \"access\": \"Deny\",\n      \"destinationAddressPrefix\": \"*\",\n      \"destinationPortRange\": \"3389\",\n      \"direction\": \"Inbound\",\n      \"etag\": \"W/\\\"00000000-0000-0000-0000-000000000000\\\"\",\n      \"id\": \"{ID}/securityRules/rule-{number}\",\n      \"name\": \"rule-{number}\",\n      \"priority\": {},\n      \"protocol\": \"Tcp\",\n      \"provisioningState\": \"Succeeded\",\n      \"sourceAddressPrefix\": \"{}\",\n      \"sourcePortRange\": \"*\"\n    }}",
            if number > 0 { ",\n" } else { "" },
            priority(number),
            source(number),
        )
    };
    let mut text = many(
        "{\n  \"name\": \"nsg\",\n  \"securityRules\": [\n",
        size,
        &one,
    );
    text.push_str("\n  ]\n}\n");
    text
}

fn json_in_list_view(size: Size) -> String {
    let one = |number: usize| {
        format!(
            "{}                  {{\n                    \"Name\": \"rule-{number}\",\n                    \"Protocol\": \"Tcp\",\n                    \"SourcePortRange\": [\n                      \"*\"\n                    ],\n                    \"DestinationPortRange\": [\n                      \"3389\"\n                    ],\n                    \"SourceAddressPrefix\": [\n                      \"{}\"\n                    ],\n                    \"DestinationAddressPrefix\": [\n                      \"*\"\n                    ],\n                    \"Access\": \"Deny\",\n                    \"Priority\": {},\n                    \"Direction\": \"Inbound\"\n                  }}",
            if number > 0 { ",\n" } else { "" },
            source(number),
            priority(number),
        )
    };
    let mut text = many("Name          : nsg\nSecurityRules : [\n", size, &one);
    text.push_str("\n                ]\n");
    text
}

/// Rules as `Format-List` prints them.
pub fn list_view(size: Size) -> String {
    many("", size, &|number| {
        format!(
            "Name                     : rule-{number}\nProtocol                 : Tcp\nSourcePortRange          : {{*}}\nDestinationPortRange     : {{3389}}\nSourceAddressPrefix      : {{{}}}\nDestinationAddressPrefix : {{*}}\nAccess                   : Deny\nPriority                 : {}\nDirection                : Inbound\n\n",
            source(number),
            priority(number),
        )
    })
}

fn wrapped_list_view(size: Size) -> String {
    many("", size, &|number| {
        format!(
            "Name                     : rule-{number}\nId                       : /subscriptions/00000000-0000-0000-0000-000000000000/resou\n                           rceGroups/rg/providers/Microsoft.Network/networkSecurityGrou\n                           ps/nsg/securityRules/rule-{number}\nProtocol                 : Tcp\nSourcePortRange          : {{*}}\nDestinationPortRange     : {{3389}}\nSourceAddressPrefix      : {{{}, 192.0.2.0/25, 198.51.100.0/25,\n                            203.0.113.0/25...}}\nDestinationAddressPrefix : {{*}}\nAccess                   : Deny\nPriority                 : {}\nDirection                : Inbound\n\n",
            source(number),
            priority(number),
        )
    })
}

fn table(size: Size) -> String {
    const HEAD: &str = "Name         ResourceGroup    Priority    SourcePortRanges    SourceAddressPrefixes    SourceASG    Access    Protocol    Direction    DestinationPortRanges    DestinationAddressPrefixes    DestinationASG\n-----------  ---------------  ----------  ------------------  -----------------------  -----------  --------  ----------  -----------  -----------------------  ----------------------------  ----------------\n";
    many(HEAD, size, &|number| {
        format!(
            "{:<13}{:<17}{:<12}{:<20}{:<25}{:<13}{:<10}{:<12}{:<13}{:<25}{:<30}{}\n",
            format!("rule-{number}"),
            "rg",
            priority(number),
            "*",
            source(number),
            "None",
            "Deny",
            "Tcp",
            "Inbound",
            "3389",
            "*",
            "None"
        )
    })
}

fn format_table(size: Size) -> String {
    const HEAD: &str = "Name         Priority Direction Access Protocol SourceAddressPrefix DestinationPortRange\n----         -------- --------- ------ -------- ------------------- --------------------\n";
    many(HEAD, size, &|number| {
        format!(
            "{:<13}{:>8} Inbound   Deny   Tcp      {:<20}{{3389}}\n",
            format!("rule-{number}"),
            priority(number),
            format!("{{{}}}", source(number)),
        )
    })
}

fn csv(size: Size) -> String {
    const HEAD: &str = "\"Name\",\"Priority\",\"Direction\",\"Access\",\"Protocol\",\"SourceAddressPrefix\",\"SourcePortRange\",\"DestinationAddressPrefix\",\"DestinationPortRange\"\n";
    many(HEAD, size, &|number| {
        format!(
            "\"rule-{number}\",\"{}\",\"Inbound\",\"Deny\",\"Tcp\",\"{}\",\"*\",\"*\",\"3389\"\n",
            priority(number),
            source(number),
        )
    })
}

fn tabs(size: Size) -> String {
    const HEAD: &str = "Priority\tName\tPort\tProtocol\tSource\tDestination\tAction\n";
    many(HEAD, size, &|number| {
        format!(
            "{}\trule-{number}\t3389\tTCP\t{}\tAny\tDeny\n",
            priority(number),
            source(number),
        )
    })
}

fn bars(size: Size) -> String {
    const HEAD: &str = "| Priority | Name | Port | Protocol | Source | Destination | Action |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    many(HEAD, size, &|number| {
        format!(
            "| {} | rule-{number} | 3389 | TCP | {} | Any | Deny |\n",
            priority(number),
            source(number),
        )
    })
}

fn yaml(size: Size) -> String {
    many("name: nsg\nsecurityRules:\n", size, &|number| {
        format!(
            "- access: Deny\n  description: null\n  destinationAddressPrefix: '*'\n  destinationAddressPrefixes: []\n  destinationPortRange: '3389'\n  direction: Inbound\n  id: {ID}/securityRules/rule-{number}\n  name: rule-{number}\n  priority: {}\n  protocol: Tcp\n  provisioningState: Succeeded\n  sourceAddressPrefix: {}\n  sourcePortRange: '*'\n",
            priority(number),
            source(number),
        )
    })
}

fn xml(size: Size) -> String {
    let head = "<RouteTable xmlns=\"http://schemas.microsoft.com/windowsazure\">\n  <Name>table</Name>\n  <RouteList>\n";
    let mut text = many(head, size, &|number| {
        format!(
            "    <Route>\n      <Name>route-{number}</Name>\n      <AddressPrefix>{}/32</AddressPrefix>\n      <NextHopType>\n        <Type>VirtualAppliance</Type>\n        <IpAddress>10.4.2.100</IpAddress>\n      </NextHopType>\n    </Route>\n",
            source(number),
        )
    });
    text.push_str("  </RouteList>\n</RouteTable>\n");
    text
}

fn routes(size: Size) -> String {
    const HEAD: &str = "Source    State    Address Prefix    Next Hop Type     Next Hop IP\n--------  -------  ----------------  ----------------  -------------\n";
    many(HEAD, size, &|number| {
        format!(
            "User      Active   {:<18}VirtualAppliance  10.4.2.100\n",
            format!("{}/32", source(number)),
        )
    })
}
