package io.understudy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.understudy.support.ServerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
class PlaygroundStoryTest {
    private static final Path SAMPLE = Path.of("src/main/resources/sample/ava-lindqvist");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    Path folder;

    @Test
    void aStackIsPlannedAndDrawn() throws Exception {
        Path lora = trainedLora();
        try (RunningServer server = new RunningServer(folder.resolve("data"));
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            try {
                StorySetup.setUp(ines, server.announcedLink(), "Ines Vik", "ines@example.org");
                takeIn(ines, lora);
                plan(ines);
                draw(ines);
                keep(ines);
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographHere("stopped-playground");
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private Path trainedLora() throws Exception {
        Path out = folder.resolve("trained");
        Process training = new ProcessBuilder(ServerCommand.ofProduct(List.of(
                        "train",
                        "--images",
                        SAMPLE.toString(),
                        "--trigger",
                        "ohwx woman",
                        "--steps",
                        "4",
                        "--rank",
                        "4",
                        "--batch",
                        "1",
                        "--out",
                        out.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("train.log").toFile())
                .start();
        assertThat(training.waitFor())
                .as(Files.readString(folder.resolve("train.log")))
                .isZero();
        Path lora = out.resolve("ohwx-woman_4steps.safetensors");
        assertThat(lora).exists();
        return lora;
    }

    private static void takeIn(Story ines, Path lora) {
        ines.open("prompts/loras");
        FileChooser chooser = ines.page().waitForFileChooser(() -> ines.press("Choose files…"));
        chooser.setFiles(lora);
        ines.see("Usual strength");
        ines.type("Trigger word", "ohwx woman");
        ines.type("Licence", "our own");
        ines.press("Save");
        ines.see("trigger word “ohwx woman”");
        ines.photographHere("loras");
    }

    private static void plan(Story ines) {
        ines.open("prompts/stack?plan=style:1.4,pose:0.6");
        ines.see("over the limit of 1.8");
        Locator lora = ines.page()
                .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Which LoRA"))
                .first();
        lora.fill("ohwx");
        ines.page()
                .locator("vaadin-combo-box-item")
                .getByText("ohwx-woman_4steps")
                .click();
        ines.see("<lora:ohwx-woman_4steps:0.5>");
        ines.press("Save");
        ines.type("Name", "Ohwx, softly");
        ines.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save stack"))
                .click();
        ines.see("Revision 1");
        ines.photographHere("stack-planned");
    }

    private static void draw(Story ines) {
        ines.follow("Try in the playground");
        ines.see("What to generate");
        ines.type("Seeds", "7, 42");
        ines.type("Steps", "4");
        ines.see("2 pictures, about");
        ines.press("Generate pictures");
        ines.arriveAt("/prompts/playground/[0-9a-f-]+");
        Locator pictures = ines.page().locator(".take-wall img");
        assertThat(pictures).hasCount(2);
        pictures.first().waitFor();
        ines.page().reload();
        ines.see("2 of 2 pictures");
        ines.photographHere("playground");
    }

    private static void keep(Story ines) {
        ines.press("Keep seed 7 as a template's example");
        Locator template = ines.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Template"));
        template.fill("Portr");
        ines.page().locator("vaadin-combo-box-item").getByText("Portrait").click();
        ines.page()
                .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("seed 42"))
                .check();
        ines.photographHere("playground-keep");
        ines.press("Keep examples");
        ines.see("2 pictures kept for “Portrait”");
        ines.see("example of Portrait");
        ines.open("prompts");
        ines.follow("Portrait");
        ines.see("kept by Ines Vik");
        ines.photograph("template-examples");
    }
}
