package dev.sallyport.server.web;

import dev.sallyport.server.output.ServerLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/// All that Spring does here: Tomcat on virtual threads, one dispatcher, our routes. Nothing is
/// found by scanning and nothing configures itself.
@Configuration(proxyBeanMethods = false)
final class WebConfiguration {

  private static final String BUNDLE = "server";
  private static final int CONNECTIONS = 1024;
  private static final int HEADERS_MILLIS = 10_000;

  @Bean
  TomcatServletWebServerFactory webServerFactory(WebSettings settings) {
    var factory = new TomcatServletWebServerFactory();
    factory.setAddress(settings.address().getAddress());
    factory.setPort(settings.address().getPort());
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.addProtocolHandlerCustomizers(WebConfiguration::limit);
    factory.addContextCustomizers(WebConfiguration::problems);
    factory.setDisableMBeanRegistry(true);
    WebSettings.Tls tls = settings.tls();
    if (tls != null) {
      factory.setSsl(Ssl.forBundle(BUNDLE));
      factory.setSslBundles(new DefaultSslBundleRegistry(BUNDLE, bundle(tls)));
    }
    return factory;
  }

  static SslBundle bundle(WebSettings.Tls tls) {
    var details =
        PemSslStoreDetails.forCertificate(tls.certificate().toUri().toString())
            .withPrivateKey(tls.key().toUri().toString());
    return SslBundle.of(new PemSslStoreBundle(details, null));
  }

  private static void limit(ProtocolHandler handler) {
    handler.setExecutor(new VirtualThreadExecutor("http-"));
    if (handler instanceof AbstractHttp11Protocol<?> http) {
      http.setMaxConnections(CONNECTIONS);
      http.setConnectionTimeout(HEADERS_MILLIS);
    }
  }

  private static void problems(Context context) {
    if (context.getParent() instanceof StandardHost host) {
      host.setErrorReportValveClass(ProblemValve.class.getName());
    }
  }

  /// Bounds the wait for requests that do not end.
  @Bean
  DefaultLifecycleProcessor lifecycleProcessor(WebSettings settings) {
    var processor = new DefaultLifecycleProcessor();
    processor.setTimeoutPerShutdownPhase(settings.drain().toMillis());
    return processor;
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Bean
  ServletRegistrationBean<DispatcherServlet> dispatcherRegistration(DispatcherServlet servlet) {
    var registration = new ServletRegistrationBean<>(servlet, "/");
    registration.setName("dispatcher");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  RouterFunctionMapping routes(List<Route> routes, Traffic traffic) {
    var mapping = new Mapping(new Routes(routes, traffic));
    // Without it, Spring looks for all that could convert anything.
    mapping.setMessageConverters(List.of(new StringHttpMessageConverter()));
    return mapping;
  }

  /// No other origin has a right here: the question for one (CORS, a preflight) is a request like
  /// others, where Spring would put a handler of its own in place of the routes.
  private static final class Mapping extends RouterFunctionMapping {
    Mapping(Routes routes) {
      super(routes);
    }

    @Override
    protected HandlerExecutionChain getCorsHandlerExecutionChain(
        HttpServletRequest request,
        HandlerExecutionChain chain,
        @Nullable CorsConfiguration configuration) {
      return chain;
    }
  }

  @Bean
  HandlerFunctionAdapter handlerFunctionAdapter() {
    return new HandlerFunctionAdapter();
  }

  @Bean
  HandlerExceptionResolver failures(ServerLog log) {
    return new Failures(log);
  }
}
