package footfall.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The endpoint against requests that are wrong, hostile or large. */
class EngineEndpointIT {
  private static final String SYNTAX_ERROR = "62";

  private static LocalStack stack;
  private static HttpAnswers http;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.CLICKHOUSE);
    http = new HttpAnswers(stack.addresses().clickHouseUrl());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static void table(String name, String columns) throws IOException, InterruptedException {
    http.answer("CREATE TABLE " + name + " (" + columns + ") ENGINE = MergeTree ORDER BY tuple()");
  }

  private static HttpResponse<String> insert(String sql, byte[] data)
      throws IOException, InterruptedException {
    return http.post(data, Map.of("database", "footfall", "query", sql));
  }

  @Test
  void everyRowBinaryRowIsStoredThoughTheBytesLookLikeBlankLinesAndStatements() throws Exception {
    table("binary_rows", "n UInt64, s String");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] hostile =
        "\n\n; DROP TABLE footfall.binary_rows; --\n\n'".getBytes(StandardCharsets.UTF_8);
    for (long row = 0; row < 100_000; row++) {
      data.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(row).array());
      data.write(hostile.length);
      data.write(hostile);
    }
    HttpResponse<String> response =
        insert("INSERT INTO binary_rows FORMAT RowBinary\n", data.toByteArray());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-ClickHouse-Summary").orElse(""))
        .contains("\"written_rows\":\"100000\"");
    assertThat(http.answer("SELECT count(), sum(n), uniqExact(s), any(length(s)) FROM binary_rows"))
        .isEqualTo("100000\t4999950000\t1\t" + hostile.length);
  }

  @Test
  void textRowsKeepBlankLinesQuotesSemicolonsAndComments() throws Exception {
    table("texts", "s String");
    String rows =
        """
        {"s":"a"}

        {"s":"it's; DROP TABLE texts; -- no"}


        {"s":"/* not a comment */ \\"quoted\\""}
        """;
    assertThat(http.post("INSERT INTO texts FORMAT JSONEachRow\n" + rows).statusCode())
        .isEqualTo(200);
    assertThat(http.answer("SELECT count() FROM texts")).isEqualTo("3");
    assertThat(http.answer("SELECT countIf(s = 'it\\'s; DROP TABLE texts; -- no') FROM texts"))
        .isEqualTo("1");
  }

  @Test
  void valuesKeepBlankLinesWithinStringsAndTakeExpressions() throws Exception {
    table("literals", "n Int32, s String");
    String sql =
        "/* head; */ INSERT INTO literals (n, s) -- VALUES?\n VALUES (1, 'a\n\n;b'), (1 + 1, upper('c'))";
    HttpResponse<String> response = http.post(sql);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(http.answer("SELECT n, s FROM literals ORDER BY n FORMAT JSONCompactEachRow"))
        .isEqualTo("[1, \"a\\n\\n;b\"]\n[2, \"C\"]");
  }

  @Test
  void anInsertWithoutRowsStoresNone() throws Exception {
    table("empty_insert", "n Int32");
    assertThat(insert("INSERT INTO empty_insert FORMAT CSV", new byte[0]).statusCode())
        .isEqualTo(200);
    assertThat(http.answer("SELECT count() FROM empty_insert")).isEqualTo("0");
  }

  @Test
  void anInsertTakesSettingsBeforeItsData() throws Exception {
    table("with_settings", "n Int32, s String");
    String sql =
        "INSERT INTO with_settings SETTINGS input_format_csv_empty_as_default = 1,"
            + " format_csv_delimiter = ';' FORMAT CSV";
    assertThat(insert(sql, "1;x\n2;y\n".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    assertThat(http.answer("SELECT sum(n), groupConcat(s) FROM with_settings")).isEqualTo("3\txy");
  }

  @Test
  void severalStatementsAreRefusedAndNoneOfThemRuns() throws Exception {
    table("target", "n Int32");
    for (String sql :
        new String[] {
          "SELECT 1; DROP TABLE target",
          "DROP TABLE target; SELECT 1",
          "SELECT 1;; ; DROP TABLE target",
          "SELECT ';' ; /* ; */ -- ;\n DROP TABLE target",
          "SELECT $$a$$; DROP TABLE target",
        }) {
      HttpResponse<String> response = http.post(sql);
      assertThat(response.statusCode()).as(sql).isEqualTo(400);
      assertThat(HttpAnswers.code(response)).isEqualTo(SYNTAX_ERROR);
    }
    assertThat(http.answer("SELECT count() FROM target")).isEqualTo("0");
  }

  @Test
  void sqlAfterTheDataOfAnInsertIsDataAndNeverRuns() throws Exception {
    table("victim", "n Int32");
    http.post("INSERT INTO victim FORMAT CSV\n1\n\nDROP TABLE victim\n");
    http.post("INSERT INTO victim VALUES (1); DROP TABLE victim");
    http.post("INSERT INTO victim FORMAT CSV\n1\n;\nDROP TABLE victim;");
    assertThat(http.answer("EXISTS TABLE victim")).isEqualTo("1");
  }

  @Test
  void oneStatementMayHoldSemicolonsInItsTextsAndCommentsAndEndWithOne() throws Exception {
    assertThat(http.answer("SELECT ';', /* ; /* ; */ ; */ `;` FROM (SELECT 1 AS `;`) ; -- end ;\n"))
        .isEqualTo(";\t1");
    assertThat(http.answer("SELECT $x$a;'b$x$")).isEqualTo("a;\\'b");
    assertThat(http.answer("# a comment; \nSELECT 1")).isEqualTo("1");
  }

  @Test
  void settingsAndDatabaseOfARequestEndWithIt() throws Exception {
    http.answer("CREATE DATABASE elsewhere");
    for (int i = 0; i < 20; i++) {
      Map<String, String> own =
          Map.of("database", "elsewhere", "max_threads", "1", "join_use_nulls", "1");
      String query = "SELECT currentDatabase(), getSetting('join_use_nulls')";
      assertThat(http.post(query.getBytes(StandardCharsets.UTF_8), own).body())
          .isEqualTo("elsewhere\ttrue\n");
      assertThat(http.answer(query)).isEqualTo("footfall\tfalse");
    }
  }

  @Test
  void setAndUseAndTemporaryTablesLeaveNothingBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      http.post("SET join_use_nulls = 1");
      http.post("USE system");
      http.post("CREATE TEMPORARY TABLE lingering (n Int32)");
      assertThat(http.answer("SELECT currentDatabase(), getSetting('join_use_nulls')"))
          .isEqualTo("footfall\tfalse");
      assertThat(http.answer("EXISTS TEMPORARY TABLE lingering")).isEqualTo("0");
    }
  }

  @Test
  void parametersAreBoundAndNeverReadAsSql() throws Exception {
    String hostile = "'; DROP TABLE x; --\n\\";
    String query = "SELECT {s:String} = concat(char(39), '; DROP TABLE x; --', char(10), char(92))";
    HttpResponse<String> response =
        http.post(
            query.getBytes(StandardCharsets.UTF_8),
            Map.of("param_s", hostile.replace("\\", "\\\\").replace("\n", "\\n")));
    assertThat(response.body()).isEqualTo("1\n");
  }

  @Test
  void theEnginesOwnErrorCodesPassThrough() throws Exception {
    HttpResponse<String> table = http.post("SELECT * FROM missing");
    assertThat(table.statusCode()).isEqualTo(404);
    assertThat(HttpAnswers.code(table)).isEqualTo("60");
    assertThat(table.body()).startsWith("Code: 60. DB::Exception:");
    assertThat(HttpAnswers.code(http.post("SELEC 1"))).isEqualTo(SYNTAX_ERROR);
    HttpResponse<String> database = http.post(new byte[] {'x'}, Map.of("database", "no'such`one"));
    assertThat(HttpAnswers.code(database)).isEqualTo("81");
    HttpResponse<String> setting =
        http.post("SELECT 1".getBytes(StandardCharsets.UTF_8), Map.of("no_such_setting", "1"));
    assertThat(HttpAnswers.code(setting)).isEqualTo("115");
  }

  @Test
  void aStatementOverTheLimitIsRefusedButAnInsertsDataMayBeLarger() throws Exception {
    byte[] large = new byte[RequestText.MAX_STATEMENT + 1_000_000];
    java.util.Arrays.fill(large, (byte) 'x');
    byte[] select =
        ("SELECT '" + new String(large, StandardCharsets.US_ASCII) + "'")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(http.post(select, Map.of()).statusCode()).isEqualTo(413);
    table("large", "s String");
    assertThat(insert("INSERT INTO large FORMAT LineAsString", large).statusCode()).isEqualTo(200);
    assertThat(http.answer("SELECT length(s) FROM large")).isEqualTo("" + large.length);
  }

  @Test
  void bodiesMayComeGzippedOrInFrames() throws Exception {
    table("packed", "n Int32");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write("INSERT INTO packed FORMAT CSV\n1\n".getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> plain = Map.of("database", "footfall");
    assertThat(http.post(gzip.toByteArray(), plain, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    try (OutputStream out = CompressedFrames.writer(frames)) {
      out.write("2\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> framed =
        Map.of("database", "footfall", "decompress", "1", "query", "INSERT INTO packed FORMAT CSV");
    assertThat(http.post(frames.toByteArray(), framed).statusCode()).isEqualTo(200);
    assertThat(http.answer("SELECT count(), sum(n) FROM packed")).isEqualTo("100001\t200001");
    frames.write(new byte[40]);
    assertThat(http.post(frames.toByteArray(), framed).statusCode()).isEqualTo(400);
    assertThat(http.answer("SELECT count() FROM packed")).isEqualTo("100001");
  }

  @Test
  void answersAreGzippedOnRequest() throws Exception {
    HttpResponse<byte[]> response =
        http.postForBytes(
            "SELECT 7", Map.of("enable_http_compression", "1"), "Accept-Encoding", "gzip");
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    byte[] body =
        new GZIPInputStream(new java.io.ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("7\n");
  }

  @Test
  void aQueryThatWantsTooMuchMemoryFailsAloneAndTheEngineGoesOn() throws Exception {
    HttpResponse<String> greedy =
        http.post("SELECT length(groupArray(number)) FROM numbers(2000000000)");
    assertThat(HttpAnswers.code(greedy)).isEqualTo("241");
    assertThat(http.answer("SELECT 1")).isEqualTo("1");
  }

  @Test
  void noDataOfAnInsertStaysBehindInFiles() throws Exception {
    table("cleaned", "n Int32");
    insert("INSERT INTO cleaned FORMAT CSV", "1\n".getBytes(StandardCharsets.UTF_8));
    insert("INSERT INTO cleaned FORMAT CSV", "no number\n".getBytes(StandardCharsets.UTF_8));
    insert("INSERT INTO missing FORMAT CSV", "1\n".getBytes(StandardCharsets.UTF_8));
    assertThat(http.answer("SELECT count() FROM cleaned")).isEqualTo("1");
    assertThat(stack.data().resolve("clickhouse/uploads")).isEmptyDirectory();
  }
}
