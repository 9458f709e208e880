package footfall.protocol.hit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A purchase. Money is decimal with at most four digits behind the point. */
public record Transaction(
    String id,
    Optional<BigDecimal> revenue,
    Optional<BigDecimal> tax,
    Optional<BigDecimal> shipping,
    String currency,
    List<Product> products) {

  public static final Transaction NONE =
      new Transaction("", Optional.empty(), Optional.empty(), Optional.empty(), "", List.of());

  public Transaction {
    products = List.copyOf(products);
  }

  /** One line of a purchase; {@code quantity} is 1 where none was sent. */
  public record Product(
      String sku, String name, String category, Optional<BigDecimal> price, int quantity) {}
}
