package io.understudy;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What asks for something has a draft keeper, is part of a form that has one, or is listed with a reason. */
class KeptFormsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/understudy");

    private static final String COMBO_BOX =
            "new (?:MultiSelect)?ComboBox<|new (?:Character|Stack)Picker\\(|extends (?:MultiSelect)?ComboBox<";

    private static final Pattern COMBO_BOXES = Pattern.compile(COMBO_BOX);

    private static final Pattern ASKS =
            Pattern.compile("new (?:Text|Number|Integer|BigDecimal|Email|Strength|Mention)Field"
                    + "\\(|new TextArea\\(|new CheckboxGroup<|new DatePicker\\(|" + COMBO_BOX);

    /** Parts of a form, by the class that keeps it. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            entry("AffixDialog", "CaptionChangeDialog"),
            entry("CharacterForm", "EditCharacterDialog"),
            entry("EngineFields", "EngineDialog"),
            entry("ImportForm", "ImportView"),
            entry("LoraRow", "TemplateEditor"),
            entry("MeasureRulesField", "ChecklistItemForm"),
            entry("MentionField", "CommentsPanel"),
            entry("ParameterForm", "LaunchForm"),
            entry("PictureFields", "RenderForm"),
            entry("RenameTagDialog", "CaptionChangeDialog"),
            entry("ReplaceDialog", "CaptionChangeDialog"),
            entry("SamplePromptField", "LaunchForm"),
            entry("SettingsEditor", "TemplateEditor"),
            entry("TemplateForm", "TemplateEditor"),
            entry("VariableFields", "FillPanel"),
            entry("VariablesEditor", "TemplateEditor"),
            entry("VariationFields", "LaunchForm"));

    private static final String SEARCH = "searches, filters or compares: nothing is saved";
    private static final String AT_ONCE = "saved as soon as it is typed or chosen";
    private static final String NO_FORM = "the forms that have it keep what is chosen";

    private static final Map<String, String> NOT_KEPT = Map.ofEntries(
            entry("AuditFilterBar", SEARCH),
            entry("CompareView", SEARCH),
            entry("InspectView", SEARCH),
            entry("PassportView", SEARCH),
            entry("RangeField", SEARCH),
            entry("ReviewFilterBar", SEARCH),
            entry("RunFilterBar", SEARCH),
            entry("SnapshotComparison", SEARCH),
            entry("TemplateFilterBar", SEARCH),
            entry("VersionFilterBar", SEARCH),
            entry("VersionPanel", SEARCH),
            entry("WallQueryButton", SEARCH),
            entry("ColumnChooser", AT_ONCE),
            entry("FalSettings", AT_ONCE),
            entry("FavouriteAndTags", AT_ONCE),
            entry("CharacterPicker", NO_FORM),
            entry("StackPicker", NO_FORM),
            entry("CombinationInputs", "only a preview and a download follow from it"),
            entry("ExportOptionsDialog", "only a download follows from it"),
            entry("ExportPanel", "only a text to copy follows from it"),
            entry("NewRunView", "the choice opens another page"),
            entry("PromptOutput", "only shown"),
            entry("SecretDialog", "only shown"),
            entry("StackLayerRow", "the address of the page has the stack, or SidePanel keeps it"));

    /** Forms that are kept, but for their combo boxes. */
    private static final Map<String, String> CHOICES_NOT_KEPT = Map.of(
            "LoraRow", "the server keeps the unsaved template",
            "RunNotePanel", AT_ONCE,
            "SettingsEditor", "the server keeps the unsaved template");

    private final Map<String, String> screens = screens();

    @Test
    void everyFormKeepsWhatIsTypedIntoIt() {
        Set<String> forgetful = new TreeSet<>(having(ASKS));
        forgetful.removeIf(name -> keeps(name) || keeps(PARTS.getOrDefault(name, "")) || NOT_KEPT.containsKey(name));

        assertThat(forgetful).isEmpty();
    }

    /** The browser does not know what a combo box offers. */
    @Test
    void everyFormKeepsWhatIsChosenInItsComboBoxes() {
        Set<String> forgetful = new TreeSet<>(having(COMBO_BOXES));
        forgetful.removeIf(name -> screens.getOrDefault(name, "").contains("KeptChoice")
                || screens.getOrDefault(name, "").contains(".kept()")
                || NOT_KEPT.containsKey(name)
                || CHOICES_NOT_KEPT.containsKey(name));

        assertThat(forgetful).isEmpty();
    }

    @Test
    void onlyFormsThatExistAreExcused() {
        assertThat(having(ASKS)).containsAll(PARTS.keySet()).containsAll(NOT_KEPT.keySet());
        assertThat(having(COMBO_BOXES)).containsAll(CHOICES_NOT_KEPT.keySet());
    }

    /** A form may have a password field in its keeper, between others. */
    @Test
    @Tag("attack")
    void theBrowserKeepsNoPasswordField() {
        assertThat(text(Path.of("src/main/resources/META-INF/resources/studio/draft-keeper.js")))
                .contains("vaadin-text-field")
                .doesNotContain("password");
    }

    private Set<String> having(Pattern fields) {
        return screens.entrySet().stream()
                .filter(screen -> fields.matcher(screen.getValue()).find())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean keeps(String name) {
        return screens.getOrDefault(name, "").contains("new DraftKeeper(");
    }

    private static Map<String, String> screens() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            KeptFormsTest::text,
                            (one, other) -> one + other,
                            TreeMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
