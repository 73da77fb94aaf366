package io.understudy.story;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

final class StorySetup {
    static final String PASSWORD = "curtain rope lantern 41";

    /** As the dialogs name its items. */
    static final List<String> CHECKLIST = List.of(
            "1. Face is consistent across 10+ generations",
            "2. Body proportions are accurate",
            "3. Works with different prompts",
            "4. No obvious artifacts",
            "5. Works at different LoRA strengths",
            "6. Compatible with your target model version");

    private static final Path SAMPLE = Path.of("src/main/resources/sample/ava-lindqvist");

    private StorySetup() {}

    /** 16 photos, each with the .txt next to it, whose caption begins with the sample's own trigger word. */
    static Path[] photosWithCaptions() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE)) {
            return files.filter(file -> file.toString().matches(".*\\.(png|jpg|txt)"))
                    .sorted()
                    .limit(32)
                    .toArray(Path[]::new);
        }
    }

    static void setUp(Story person, String link, String name, String email) {
        createAdmin(person, link, name, email);
        openTheSample(person);
    }

    static void openTheSample(Story person) {
        person.see("The sample character is ready.", 300);
        person.follow("Open Ava Lindqvist");
        person.arriveAt("/characters/ava-lindqvist");
    }

    static void createAdmin(Story person, String link, String name, String email) {
        person.openLink(link);
        person.see("Set up Understudy");
        person.type("Your name", name);
        person.type("E-mail", email);
        person.type("Password", PASSWORD);
        person.press("Create the first admin");
        person.see("What needs you");
    }

    /** @return the link that the invited person opens */
    static String invite(Story admin, String name, String role) {
        admin.open("team");
        admin.press("Invite person");
        admin.type("Name", name);
        admin.pick(role);
        admin.type("Your password", PASSWORD);
        admin.press("Create link");
        Locator link = admin.page().locator(".secret-link");
        link.waitFor();
        return link.innerText().strip();
    }

    static void join(Story person, String link, String name, String email) {
        person.openLink(link);
        person.type("Your name", name);
        person.type("E-mail", email);
        person.type("Password", PASSWORD);
        person.press("Join the team");
        person.see("What needs you");
    }

    static void signIn(Story person, String email) {
        person.open("login");
        person.type("E-mail", email);
        person.type("Password", PASSWORD);
        person.press("Sign in");
        // Where it leads depends on what the person had open when the server died.
        person.leave("/login.*");
    }
}
