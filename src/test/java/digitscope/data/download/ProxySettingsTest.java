package digitscope.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
  private static final URI SECURE = URI.create("https://example.org/mnist/");

  private static List<Proxy> select(Map<String, String> environment, URI address) {
    return new ProxySettings(environment, Optional.<ProxySelector>empty()).select(address);
  }

  private static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy:3128, proxy, 3128",
    "HTTPS_PROXY, http://user:word@proxy:3128/, proxy, 3128",
    "https_proxy, proxy:8080, proxy, 8080",
    "ALL_PROXY, http://proxy, proxy, 80"
  })
  void takesTheProxyOfTheEnvironment(String variable, String value, String host, int port) {
    assertThat(select(Map.of(variable, value), SECURE)).containsExactly(proxy(host, port));
  }

  @ParameterizedTest
  @CsvSource({"http_proxy, http://proxy:1", "https_proxy, socks5://proxy:1", "https_proxy, a b"})
  void leavesAloneWhatIsNoProxyForTheAddress(String variable, String value) {
    assertThat(select(Map.of(variable, value), SECURE)).containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, true",
    ".example.org, true",
    "'localhost, *.org', true",
    "*, true",
    "ample.org, false",
    "example.org.uk, false"
  })
  void goesDirectlyWhereNoProxyIsWanted(String exempt, boolean isDirect) {
    Map<String, String> environment =
        Map.of("https_proxy", "http://proxy:3128", "no_proxy", exempt);

    assertThat(select(environment, SECURE).contains(Proxy.NO_PROXY)).isEqualTo(isDirect);
  }

  @Test
  void asksTheSystemForWhatTheEnvironmentDoesNotSay() {
    ProxySelector system = ProxySelector.of(InetSocketAddress.createUnresolved("desk", 9));

    assertThat(new ProxySettings(Map.of(), Optional.of(system)).select(SECURE))
        .extracting(Proxy::address)
        .containsExactly(InetSocketAddress.createUnresolved("desk", 9));
  }

  @Test
  void goesThroughTheProxyWithNameAndPassword() throws Exception {
    try (FaultyMirror proxy = new FaultyMirror()) {
      proxy.put("mnist/file", "through".getBytes(StandardCharsets.UTF_8));
      proxy.next(
          (request, content, out) ->
              out.write(
                  """
                  HTTP/1.1 407 \r
                  Proxy-Authenticate: Basic realm="office"\r
                  Content-Length: 0\r
                  \r
                  """
                      .getBytes(StandardCharsets.UTF_8)));
      String address = proxy.folder().toString().replace("http://", "http://me:w%40rd@");
      HttpClient client =
          new ProxySettings(Map.of("http_proxy", address), Optional.<ProxySelector>empty())
              .applyTo(HttpClient.newBuilder())
              .build();

      String body =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://sets.invalid/mnist/file")).build(),
                  BodyHandlers.ofString())
              .body();

      assertThat(body).isEqualTo("through");
      assertThat(proxy.requests().get(1).authorization()).isEqualTo("Basic bWU6d0ByZA==");
    }
  }
}
