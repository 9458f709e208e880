package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://shop.example/a/b?x=1#top          | shop.example     | /a/b           | x=1
          https://shop.example                      | shop.example     | /              |
          https://shop.example?x=1                  | shop.example     | /              | x=1
          https://shop.example#top                  | shop.example     | /              |
          https://WWW.Shop.Example:8443/A/b         | shop.example     | /A/b           |
          http://user:secret@shop.example./a        | shop.example     | /a             |
          //shop.example/a                          | shop.example     | /a             |
          shop.example/a                            | shop.example     | /a             |
          shop.example                              | shop.example     | /              |
          shop.example:8080/a                       | shop.example     | /a             |
          localhost:3000/a                          | localhost        | /a             |
          http://localhost                          | localhost        | /              |
          http://127.0.0.1:8080/a                   | 127.0.0.1        | /a             |
          http://[2001:db8::1]:8080/a               | [2001:db8::1]    | /a             |
          https://bücher.example/ä                  | bücher.example   | /ä             |
          /a/b?x=1                                  |                  | /a/b           | x=1
          products/shoes                            |                  | /products/shoes |
          ?x=1                                      |                  | /              | x=1
          #top                                      |                  | /              |
          https://shop.example/a%2Fb%20c            | shop.example     | /a%2Fb%20c     |
          https://shop.example/a%zz                 | shop.example     | /a%zz          |
          https://shop.example/a?next=http://b.example/c?d#e | shop.example | /a         | next=http://b.example/c?d
          https://shop.example/a?                   | shop.example     | /a             |
          https://shop.example//a//                 | shop.example     | //a//          |
          android-app://com.google.android.gm/      | com.google.android.gm | /         |
          https://                                  |                  | /              |
          ://shop.example/a                         |                  | /://shop.example/a |
          about:blank                               |                  | /about:blank   |
          """)
  void aUrlIsTakenApart(String url, String host, String path, String query) {
    assertThat(PageUrl.parse(url)).isEqualTo(new PageUrl(known(host), known(path), known(query)));
  }

  @Test
  void noUrlHasNoPath() {
    assertThat(PageUrl.parse("")).isEqualTo(PageUrl.NONE);
    assertThat(PageUrl.parse(" \t\n")).isEqualTo(PageUrl.NONE);
  }

  @Test
  void spaceAroundAUrlIsNoPartOfIt() {
    assertThat(PageUrl.parse(" https://shop.example/a ").path()).isEqualTo("/a");
  }

  @Test
  void aPathOfExactlyTheLongestLengthIsKeptAndALongerOneIsCut() {
    String longest = "/" + "a".repeat(PageUrl.MAX_PATH_CHARS - 1);

    assertThat(PageUrl.parse(longest).path()).isEqualTo(longest);
    assertThat(PageUrl.parse(longest + "b").path()).isEqualTo(longest);
  }

  @Test
  void aCutPathDoesNotEndInHalfACharacter() {
    String path = "/" + "a".repeat(PageUrl.MAX_PATH_CHARS - 2) + "\uD83D\uDE00";

    assertThat(PageUrl.parse(path).path()).hasSize(PageUrl.MAX_PATH_CHARS - 1).endsWith("a");
  }

  @Property(tries = 5_000)
  void anyTextHasAPathThatStartsWithASlash(@ForAll String text) {
    for (String url : new String[] {text, "https://" + text, "//" + text, "a.example/" + text}) {
      PageUrl read = PageUrl.parse(url);
      if (!read.equals(PageUrl.NONE)) {
        assertThat(read.path()).startsWith("/").doesNotContain("?", "#");
      }
    }
  }

  private static String known(String cell) {
    return cell == null ? "" : cell;
  }
}
