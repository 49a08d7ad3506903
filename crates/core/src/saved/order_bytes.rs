//! Order columns as raw little-endian bytes, one column after the other: they compress well and
//! need no parsing.

use super::SavedError;
use crate::table::orders::OrderColumns;

/// Counts of orders, lines, line starts and key bytes, then the columns in the order below.
pub fn write_orders(columns: &OrderColumns) -> Vec<u8> {
    let counts = [columns.len(), columns.n_lines(), columns.line_starts.len(), columns.keys.len()];
    let mut bytes =
        Vec::with_capacity(16 + columns.len() * 46 + columns.n_lines() * 36 + columns.keys.len());
    for count in counts {
        bytes.extend((count as u32).to_le_bytes());
    }
    write_u32(&mut bytes, &columns.ids);
    write_u32(&mut bytes, &columns.customers);
    write_column(&mut bytes, &columns.days, i32::to_le_bytes);
    write_column(&mut bytes, &columns.minutes, u16::to_le_bytes);
    write_i64(&mut bytes, &columns.amounts);
    write_i64(&mut bytes, &columns.discounts);
    write_i64(&mut bytes, &columns.costs);
    write_u32(&mut bytes, &columns.key_ends);
    write_u32(&mut bytes, &columns.line_starts);
    write_u32(&mut bytes, &columns.line_products);
    write_i64(&mut bytes, &columns.line_quantities_milli);
    write_i64(&mut bytes, &columns.line_amounts);
    write_i64(&mut bytes, &columns.line_discounts);
    write_i64(&mut bytes, &columns.line_costs);
    bytes.extend(columns.keys.as_bytes());
    bytes
}

/// Reads what `write_orders` wrote, and checks that the columns fit together.
pub fn read_orders(what: &str, bytes: &[u8]) -> Result<OrderColumns, SavedError> {
    read_columns(bytes)
        .filter(OrderColumns::is_consistent)
        .ok_or_else(|| SavedError::damaged(what, "its columns do not fit together"))
}

fn read_columns(bytes: &[u8]) -> Option<OrderColumns> {
    let mut reader = Reader { bytes };
    let counts = reader.column(4, u32::from_le_bytes)?;
    let [n, n_lines, n_starts, n_key_bytes] =
        <[u32; 4]>::try_from(counts).ok()?.map(|count| count as usize);
    let columns = OrderColumns {
        ids: reader.column(n, u32::from_le_bytes)?,
        customers: reader.column(n, u32::from_le_bytes)?,
        days: reader.column(n, i32::from_le_bytes)?,
        minutes: reader.column(n, u16::from_le_bytes)?,
        amounts: reader.column(n, i64::from_le_bytes)?,
        discounts: reader.column(n, i64::from_le_bytes)?,
        costs: reader.column(n, i64::from_le_bytes)?,
        key_ends: reader.column(n, u32::from_le_bytes)?,
        line_starts: reader.column(n_starts, u32::from_le_bytes)?,
        line_products: reader.column(n_lines, u32::from_le_bytes)?,
        line_quantities_milli: reader.column(n_lines, i64::from_le_bytes)?,
        line_amounts: reader.column(n_lines, i64::from_le_bytes)?,
        line_discounts: reader.column(n_lines, i64::from_le_bytes)?,
        line_costs: reader.column(n_lines, i64::from_le_bytes)?,
        keys: str::from_utf8(reader.take(n_key_bytes)?).ok()?.to_owned(),
    };
    reader.bytes.is_empty().then_some(columns)
}

fn write_u32(bytes: &mut Vec<u8>, column: &[u32]) {
    write_column(bytes, column, u32::to_le_bytes);
}

fn write_i64(bytes: &mut Vec<u8>, column: &[i64]) {
    write_column(bytes, column, i64::to_le_bytes);
}

/// Room is made once for the whole column: this is one copy of memory.
fn write_column<T: Copy, const SIZE: usize>(
    bytes: &mut Vec<u8>,
    column: &[T],
    to_le_bytes: impl Fn(T) -> [u8; SIZE],
) {
    let start = bytes.len();
    bytes.resize(start + column.len() * SIZE, 0);
    let (places, _) = bytes[start..].as_chunks_mut::<SIZE>();
    for (place, value) in places.iter_mut().zip(column) {
        *place = to_le_bytes(*value);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, n_bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(n_bytes)?;
        self.bytes = rest;
        Some(taken)
    }

    fn column<T, const SIZE: usize>(
        &mut self,
        n: usize,
        from_le_bytes: fn([u8; SIZE]) -> T,
    ) -> Option<Vec<T>> {
        let (values, _) = self.take(n.checked_mul(SIZE)?)?.as_chunks::<SIZE>();
        Some(values.iter().map(|value| from_le_bytes(*value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{read_orders, write_orders};
    use crate::domain::day::Day;
    use crate::domain::ids::{CustomerId, OrderId, ProductId};
    use crate::domain::money::Money;
    use crate::domain::order::{Order, OrderLine};
    use crate::table::orders::OrderColumns;

    #[test]
    fn no_orders_at_all() {
        let none = OrderColumns::default();
        assert_eq!(read_orders("chunk", &write_orders(&none)), Ok(none));
    }

    proptest! {
        #[test]
        fn written_orders_read_back(rows in proptest::collection::vec(
            (0..1000i32, -5000..5000i64, proptest::option::of(0..1440u16), "\\PC{0,6}", 0..4usize), 0..40,
        )) {
            let mut columns = OrderColumns::default();
            for (at, (day, amount, minute, key, n_lines)) in rows.into_iter().enumerate() {
                let line = |n: usize| OrderLine {
                    product: n.is_multiple_of(2).then_some(ProductId(n as u32)),
                    quantity_milli: 500 * n as i64,
                    amount: Money(amount),
                    discount: Money(n as i64),
                    cost: n.is_multiple_of(3).then_some(Money(amount / 2)),
                };
                columns.push(&Order {
                    id: OrderId(at as u32 + 1),
                    key,
                    customer: CustomerId(at as u32 % 7),
                    day: Day(day),
                    minute,
                    amount: Money(amount),
                    discount: Money(day.into()),
                    cost: minute.map(|m| Money(m.into())),
                    lines: (0..n_lines).map(line).collect(),
                });
            }
            prop_assert_eq!(read_orders("chunk", &write_orders(&columns)), Ok(columns));
        }

        #[test]
        fn wrong_bytes_never_panic(bytes: Vec<u8>) {
            let _ = read_orders("chunk", &bytes);
        }
    }
}
