package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.block.ArrayColumn;
import footfall.persistence.clickhouse.block.Column;
import footfall.persistence.clickhouse.block.FixedColumn;
import footfall.persistence.clickhouse.block.Layout.Part;
import footfall.persistence.clickhouse.block.NullableColumn;
import footfall.persistence.clickhouse.block.TextColumn;
import footfall.protocol.hit.Transaction.Product;
import java.util.List;
import java.util.stream.Stream;

/** The nested columns {@code products.*}: arrays of the same length in each row. */
final class ProductColumns {
  private final TextColumn sku;
  private final TextColumn name;
  private final TextColumn category;
  private final NullableColumn price;
  private final FixedColumn quantity;
  private final List<ArrayColumn> arrays;

  private ProductColumns(int rows) {
    sku = new TextColumn("products.sku", rows);
    name = new TextColumn("products.name", rows);
    category = new TextColumn("products.category", rows);
    price = new NullableColumn("products.price", EventLayout.MONEY, rows);
    quantity = new FixedColumn("products.quantity", "Int32", Integer.BYTES, rows);
    arrays =
        Stream.of(sku, name, category, price, quantity)
            .map(element -> ArrayColumn.of(element, rows))
            .toList();
  }

  static Part<EventRow> part(int rows) {
    ProductColumns columns = new ProductColumns(rows);
    return new Part<>(
        List.<Column>copyOf(columns.arrays),
        (index, row) -> columns.put(index, row.hit().transaction().products()));
  }

  private void put(int index, List<Product> products) {
    int at = 0;
    for (ArrayColumn array : arrays) {
      at = array.put(index, products.size());
    }
    for (Product product : products) {
      int element = at++;
      sku.put(element, product.sku());
      name.put(element, product.name());
      category.put(element, product.category());
      product.price().ifPresent(it -> price.putLong(element, Storable.money(it)));
      quantity.putInt(element, product.quantity());
    }
  }
}
