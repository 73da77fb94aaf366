package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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
        drop(ines);
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

    /** Onto the page, not onto the area for it. */
    private static void drop(Story ines) {
        ines.open("prompts/import");
        ines.see("Drop files or a picture anywhere on this page");
        ines.page().evaluate("""
                        base64 => {
                          const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
                          const dataTransfer = new DataTransfer();
                          dataTransfer.items.add(new File([bytes], 'pier.png', {type: 'image/png'}));
                          document.body.dispatchEvent(
                              new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
                        }
                        """, Base64.getEncoder().encodeToString(picture("a woman at the far end of a pier")));
        ines.see("1 template.");
        ines.see("at the far end of a pier");
    }

    /** A PNG of nothing but a prompt, where A1111 writes it. */
    private static byte[] picture(String prompt) {
        byte[] data = ("parameters\0" + prompt + "\nSteps: 24, Seed: 7").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(32 + data.length)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(data.length)
                .put("tEXt".getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .putInt(0)
                .putInt(0)
                .put("IEND".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0)
                .array();
    }
}
