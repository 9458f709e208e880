package footfall.persistence.clickhouse.block;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The columns of one table and where each finds its value in a row of type {@code R}. Built once;
 * {@link #encode} may be called by many threads at a time.
 */
public final class Layout<R> {

  /** Puts one row's value, or values, into its column or columns. */
  @FunctionalInterface
  public interface Put<R> {
    void put(int index, R row);
  }

  /** One column, or several that are filled together, of one block. */
  public record Part<R>(List<Column> columns, Put<R> put) {}

  private final List<IntFunction<Part<R>>> parts = new ArrayList<>();

  /** {@code part} makes fresh columns for about as many rows as it is told. */
  public Layout<R> add(IntFunction<Part<R>> part) {
    parts.add(part);
    return this;
  }

  public Layout<R> text(String name, Function<R, String> value) {
    return add(
        rows -> {
          TextColumn column = new TextColumn(name, rows);
          return one(column, (index, row) -> column.put(index, value.apply(row)));
        });
  }

  /** A text that repeats. */
  public Layout<R> word(String name, Function<R, String> value) {
    return add(
        rows -> {
          DictionaryColumn column = new DictionaryColumn(name, rows);
          return one(column, (index, row) -> column.put(index, value.apply(row)));
        });
  }

  public Layout<R> flag(String name, Predicate<R> value) {
    return add(
        rows -> {
          FixedColumn column = new FixedColumn(name, "UInt8", 1, rows);
          return one(column, (index, row) -> column.putByte(index, value.test(row) ? 1 : 0));
        });
  }

  public Layout<R> uint16(String name, ToIntFunction<R> value) {
    return add(
        rows -> {
          FixedColumn column = new FixedColumn(name, "UInt16", Short.BYTES, rows);
          return one(column, (index, row) -> column.putShort(index, value.applyAsInt(row)));
        });
  }

  /** A number of 4 bytes; {@code type} is Int32, UInt32 or DateTime('UTC'). */
  public Layout<R> number32(String name, String type, ToIntFunction<R> value) {
    return add(
        rows -> {
          FixedColumn column = new FixedColumn(name, type, Integer.BYTES, rows);
          return one(column, (index, row) -> column.putInt(index, value.applyAsInt(row)));
        });
  }

  /** A number of 8 bytes; {@code type} is Int64, UInt64, Decimal(18, s) or DateTime64. */
  public Layout<R> number64(String name, String type, ToLongFunction<R> value) {
    return add(
        rows -> {
          FixedColumn column = new FixedColumn(name, type, Long.BYTES, rows);
          return one(column, (index, row) -> column.putLong(index, value.applyAsLong(row)));
        });
  }

  public Layout<R> float64(String name, ToDoubleFunction<R> value) {
    return number64(name, "Float64", row -> Double.doubleToLongBits(value.applyAsDouble(row)));
  }

  /** A number that is 1 in most rows; the table fills in 1 where a block leaves it out. */
  public Layout<R> share(String name, ToDoubleFunction<R> value) {
    return add(
        rows -> {
          FixedColumn column = new FixedColumn(name, "Float64", Long.BYTES, rows);
          return one(column, (index, row) -> putShare(column, index, value.applyAsDouble(row)));
        });
  }

  private static void putShare(FixedColumn column, int index, double share) {
    if (column.isDefault() && share == 1) {
      return;
    }
    for (int before = column.isDefault() ? 0 : index; before < index; before++) {
      column.putLong(before, Double.doubleToLongBits(1));
    }
    column.putLong(index, Double.doubleToLongBits(share));
  }

  public Layout<R> float32(String name, ToDoubleFunction<R> value) {
    return number32(name, "Float32", row -> Float.floatToIntBits((float) value.applyAsDouble(row)));
  }

  public Layout<R> optionalFloat64(String name, Function<R, OptionalDouble> value) {
    return add(
        rows -> {
          NullableColumn column = new NullableColumn(name, "Float64", rows);
          return one(
              column,
              (index, row) ->
                  value
                      .apply(row)
                      .ifPresent(it -> column.putLong(index, Double.doubleToLongBits(it))));
        });
  }

  /** The rows in order, as one block; none of them is kept. */
  public Block encode(List<R> rows) {
    List<Part<R>> fresh = parts.stream().map(part -> part.apply(rows.size())).toList();
    int index = 0;
    for (R row : rows) {
      for (Part<R> part : fresh) {
        part.put().put(index, row);
      }
      index++;
    }
    return Block.of(rows.size(), fresh.stream().flatMap(part -> part.columns().stream()).toList());
  }

  /** Fresh columns without rows, for what describes the table. */
  public List<Column> columns() {
    return parts.stream().flatMap(part -> part.apply(0).columns().stream()).toList();
  }

  public static <R> Part<R> one(Column column, Put<R> put) {
    return new Part<>(List.of(column), put);
  }
}
