package counterpart;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A Tomcat on loopback, at a port that is free, whose requests pass Spring Security's filters. */
final class SpringServer implements AutoCloseable {
  private final Tomcat tomcat;
  private final Path directory;
  private final AnnotationConfigApplicationContext spring;

  private SpringServer(Tomcat tomcat, Path directory, AnnotationConfigApplicationContext spring) {
    this.tomcat = tomcat;
    this.directory = directory;
    this.spring = spring;
  }

  /**
   * Starts a server.
   *
   * @param beans tells Spring what it is made of
   * @param traffic sees each request before Spring Security does
   * @param endpoints answers what Spring Security lets pass
   */
  static SpringServer start(
      Consumer<AnnotationConfigApplicationContext> beans, Filter traffic, Filter endpoints)
      throws IOException {
    AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
    beans.accept(spring);
    spring.refresh();

    Path directory = Files.createTempDirectory("counterpart");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "256"); // a storm's calls are held back one on each
    tomcat.setConnector(connector);
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    context.setClearReferencesThreadLocals(false); // it would look where the JDK lets nobody
    context.setClearReferencesRmiTargets(false);
    add(context, "traffic", traffic);
    add(context, "security", spring.getBean("springSecurityFilterChain", Filter.class));
    add(context, "endpoints", endpoints);
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    return new SpringServer(tomcat, directory, spring);
  }

  private static void add(Context context, String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap everything = new FilterMap();
    everything.setFilterName(name);
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
  }

  String url() {
    return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException(e);
    }
    spring.close();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
