package io.understudy;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.theme.aura.Aura;
import io.understudy.cli.CommandLineTool;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.modulith.Modulithic;

@SpringBootApplication
@Modulithic(systemName = "Understudy")
@Push
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://studio/studio.css")
public class Application implements AppShellConfigurator {
    private static final String CHECK_STORAGE = "fsck";

    /** As {@link Launcher}, for those who start it without the jar. */
    public static void main(String[] args) {
        if (CommandLineTool.handles(args)) {
            Launcher.main(args);
        } else {
            product().run(args);
        }
    }

    private static SpringApplication product() {
        SpringApplication product = new SpringApplication(Application.class);
        product.addListeners(new StartMessage(), new PreparedBeans(), new MemoryAtRest());
        return product;
    }

    /**
     * The same product on the same data, but it serves no pages, does no work, and only reports what it found.
     *
     * @return the exit status
     */
    static int checkStorage(List<String> settings) {
        ConfigurableApplicationContext product = new SpringApplicationBuilder(Application.class)
                .properties(
                        "understudy.command=" + CHECK_STORAGE, "db-scheduler.enabled=false", "server.address=127.0.0.1")
                .run(Stream.concat(
                                Stream.of("--server.port=0", "--logging.level.io.understudy=warn"), settings.stream())
                        .toArray(String[]::new));
        return SpringApplication.exit(product);
    }
}
