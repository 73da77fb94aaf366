package io.understudy.story;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/**
 * Pages that a first release does not lead to: a second version is compared with the one in production, and a webhook and
 * an engine are set up that nothing answers for.
 */
final class RarePages {
    private RarePages() {}

    /** @return their addresses */
    static List<String> make(Story admin, Story member) {
        String second = train(member);
        String take = keepAnExample(member);
        return List.of("compare?runs=1,2", take, compareWithProduction(member, second), webhook(admin), engine(admin));
    }

    private static String train(Story member) {
        member.open("runs/new?character=ava-lindqvist");
        member.see("Settings");
        List.of("Steps", "Sample every", "Save every").forEach(field -> member.type(field, "10"));
        member.press("Launch");
        member.arriveAt("/runs/2.*");
        member.see("Succeeded", 240);
        member.press("Open v2");
        return arrivedAt(member, "versions");
    }

    /** Of the version in production. */
    private static String keepAnExample(Story member) {
        member.open("characters/ava-lindqvist");
        member.follow("Try in the playground");
        member.see("What to generate");
        member.type("Seeds", "7");
        member.type("Steps", "4");
        member.see("1 picture, about");
        member.press("Generate pictures");
        String take = arrivedAt(member, "prompts/playground");
        member.page().locator(".take-wall img").first().waitFor();
        member.press("Keep seed 7 as a template's example");
        member.page()
                .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Template"))
                .fill("Portr");
        member.page().locator("vaadin-combo-box-item").getByText("Portrait").click();
        member.press("Keep examples");
        member.see("1 picture kept for “Portrait”");
        return take;
    }

    private static String compareWithProduction(Story member, String version) {
        member.open(version);
        member.press("Compare with production");
        member.see("none judged yet", 240);
        return member.page().locator("a[href*='prompts/regressions/']").first().getAttribute("href");
    }

    private static String webhook(Story admin) {
        admin.open("settings?section=webhooks");
        admin.press("Add a webhook");
        fill(admin, "Name", "Team chat");
        fill(admin, "Address", "https://hooks.example.com/understudy");
        admin.press("Add webhook");
        admin.see("Copy it now");
        admin.press("Done");
        return arrivedAt(admin, "webhooks");
    }

    static String engine(Story admin) {
        admin.open("settings?section=engines");
        admin.press("Add an engine");
        field(admin, "Kind").click();
        admin.page()
                .locator("vaadin-select-item >> visible=true")
                .filter(new Locator.FilterOptions().setHasText("ai-toolkit server"))
                .first()
                .click();
        fill(admin, "Name", "Box");
        fill(admin, "Address", "http://127.0.0.1:9099");
        fill(admin, "Model", "black-forest-labs/FLUX.1-dev");
        admin.press("Add engine");
        return arrivedAt(admin, "engines");
    }

    private static void fill(Story person, String label, String text) {
        field(person, label).fill(text);
        field(person, label).blur();
    }

    /** In the open dialog: the page behind it has fields of the same name. */
    private static Locator field(Story person, String label) {
        return person.page()
                .locator("vaadin-dialog[opened]")
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                .locator("visible=true")
                .first();
    }

    private static String arrivedAt(Story person, String folder) {
        person.arriveAt("/" + folder + "/[0-9a-f-]{36}.*");
        return person.page().url().replaceAll(".*/(" + folder + "/[0-9a-f-]{36}).*$", "$1");
    }
}
