package digitscope.data.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy to go through: that of the environment variables {@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy} and {@code no_proxy}, in lower or upper case, or else that of the
 * system.
 */
final class ProxySettings extends ProxySelector {
  private final Map<String, String> environment;
  private final Optional<ProxySelector> system;

  /**
   * @param environment environment variables
   * @param system the settings of the system, for what the environment does not say
   */
  ProxySettings(Map<String, String> environment, Optional<ProxySelector> system) {
    this.environment = environment;
    this.system = system;
  }

  /** The settings of the user who runs the program. */
  static ProxySettings ofUser() {
    return new ProxySettings(System.getenv(), Optional.ofNullable(ProxySelector.getDefault()));
  }

  /** Makes a client go through the proxy, with the name and password in its address. */
  HttpClient.Builder applyTo(HttpClient.Builder client) {
    return client.proxy(this).authenticator(new Credentials());
  }

  @Override
  public List<Proxy> select(URI address) {
    Optional<URI> proxy = proxyFor(address.getScheme());
    if (proxy.isPresent()) {
      return isExempt(String.valueOf(address.getHost()))
          ? List.of(Proxy.NO_PROXY)
          : List.of(new Proxy(Proxy.Type.HTTP, addressOf(proxy.get())));
    }
    return system.map(selector -> selector.select(address)).orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException e) {
    system.ifPresent(selector -> selector.connectFailed(address, proxy, e));
  }

  private Optional<URI> proxyFor(String scheme) {
    return variable(scheme + "_proxy").or(() -> variable("all_proxy")).flatMap(this::parse);
  }

  private Optional<URI> parse(String value) {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      return proxy.getHost() != null && proxy.getScheme().startsWith("http")
          ? Optional.of(proxy)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static InetSocketAddress addressOf(URI proxy) {
    int usual = proxy.getScheme().equals("https") ? 443 : 80;
    return InetSocketAddress.createUnresolved(
        proxy.getHost(), proxy.getPort() < 0 ? usual : proxy.getPort());
  }

  private boolean isExempt(String host) {
    return Arrays.stream(variable("no_proxy").orElse("").split("[,\\s]+"))
        .map(pattern -> pattern.replaceFirst("^\\*?\\.", ""))
        .filter(pattern -> !pattern.isEmpty())
        .anyMatch(
            pattern -> pattern.equals("*") || host.equals(pattern) || host.endsWith("." + pattern));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  /** Knows the user's name and password at the proxy, but nowhere else. */
  private final class Credentials extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return proxyFor(getRequestingURL() == null ? "https" : getRequestingURL().getProtocol())
          .map(URI::getRawUserInfo)
          .map(user -> user.split(":", 2))
          .filter(parts -> parts.length == 2)
          .map(
              parts ->
                  new PasswordAuthentication(
                      URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                      URLDecoder.decode(parts[1], StandardCharsets.UTF_8).toCharArray()))
          .orElse(null);
    }
  }
}
