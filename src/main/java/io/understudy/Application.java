package io.understudy;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.theme.aura.Aura;
import io.understudy.cli.CommandLineTool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
@Push
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://studio/studio.css")
public class Application implements AppShellConfigurator {
    public static void main(String[] args) {
        if (CommandLineTool.handles(args)) {
            System.exit(CommandLineTool.run(args));
        }
        SpringApplication.run(Application.class, args);
    }
}
