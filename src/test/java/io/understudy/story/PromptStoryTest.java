package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BrowserTest
class PromptStoryTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    Path data;

    @Test
    void aTemplateIsWrittenFilledChangedAndRestored() throws Exception {
        try (RunningServer server = new RunningServer(data);
                Browsers browsers = new Browsers()) {
            server.start();
            Story ines = new Story(browsers.open(), server, browsers, SCREENSHOTS);
            try {
                play(ines, server.announcedLink());
            } catch (PlaywrightException | AssertionError stopped) {
                ines.photographHere("stopped-prompts");
                throw stopped;
            }
            assertThat(browsers.problems()).as("problems in the pages' scripts").isEmpty();
        }
    }

    private static void play(Story ines, String link) {
        StorySetup.setUp(ines, link, "Ines Vik", "ines@example.org");

        write(ines);
        fill(ines);
        change(ines);
        restore(ines);
    }

    private static void write(Story ines) {
        ines.open("prompts/new");
        ines.type("Name", "Pier in the rain");
        ines.type("Template", "a photo of [trigger]");
        ines.see("does not activate");
        ines.type("Template", "[trigger] [subject] in {coat}, [scene], [lighting]");
        ines.see("{coat} is unknown");
        ines.press("Define {coat}");
        ines.type("Suggestions", "yellow raincoat | grey parka");
        ines.type("[scene]", "at the end of a {wooden|concrete} pier");
        ines.press("Save");
        ines.arriveAt("/prompts/[0-9a-f-]{36}");
    }

    private static void fill(Story ines) {
        ines.choose("{coat}", "grey parka");
        assertThat(finished(ines, "ohwx woman in grey parka, at the end of a (wooden|concrete) pier"))
                .as("slots without words are left out")
                .doesNotContain("[lighting]");
        ines.page()
                .getByLabel("Copy as", new Page.GetByLabelOptions().setExact(true))
                .click();
        ines.page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("fal.ai JSON"))
                .click();
        assertThat(finished(ines, "[\\s\\S]*\"prompt\"[\\s\\S]*")).contains("grey parka");
        ines.photographHere("prompt-editor");
    }

    private static String finished(Story ines, String pattern) {
        Locator field = ines.page().getByLabel("Finished prompt", new Page.GetByLabelOptions().setExact(true));
        PlaywrightAssertions.assertThat(field).hasValue(Pattern.compile(pattern));
        return field.inputValue();
    }

    private static void change(Story ines) {
        ines.type("[lighting]", "overcast");
        ines.press("Save");
        ines.see("As you have it now");
        ines.type("What did you change, and why?", "The sky was never said");
        ines.photographHere("prompt-review");
        ines.press("Save version 2");
        ines.see("version 2 by Ines Vik");
    }

    private static void restore(Story ines) {
        ines.follow("Versions · 2");
        ines.see("The sky was never said");
        ines.photograph("prompt-versions");
        ines.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Version 1"))
                .first()
                .click();
        ines.press("Restore");
        ines.see("Version 3: Restored version 1");
        ines.follow("Combinations");
        ines.see("4 combinations.");
        ines.photograph("prompt-combinations");
    }
}
