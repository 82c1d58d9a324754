//! Addresses, ports and protocols, and exact sets of them. Nothing here knows Azure.

pub mod address_set;
pub mod number;
pub mod port_range;
pub mod prefix;
pub mod protocol;
pub mod ranges;
pub mod text;

pub use address_set::AddressSet;
pub use port_range::PortRange;
pub use prefix::Prefix;
pub use protocol::Protocol;
