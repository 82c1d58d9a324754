//! Addresses as numbers of their family, to be counted with. The standard library keeps an address as bytes, and to put
//! these together in every place would take more room than all that is done with the numbers.

use ipnet::IpNet;
use std::net::IpAddr;

/// The number of an address.
#[inline(never)]
pub fn of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The address with this number.
#[inline(never)]
pub fn address(number: u128, is_ipv6: bool) -> IpAddr {
    match is_ipv6 {
        true => IpAddr::V6(number.into()),
        false => IpAddr::V4((number as u32).into()),
    }
}

/// The first and the last number of a block.
#[inline(never)]
pub fn ends(block: IpNet) -> (u128, u128) {
    let fixed = u128::BITS - u32::from(block.max_prefix_len() - block.prefix_len());
    let free = u128::MAX.checked_shr(fixed).unwrap_or(0);
    let number = of(block.addr());
    (number & !free, number | free)
}
