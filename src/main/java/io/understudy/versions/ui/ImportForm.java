package io.understudy.versions.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.identity.Person;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.lora.passport.Passport.Fact;
import io.understudy.platform.core.Wording;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.TriggerWordRules;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

class ImportForm extends Composite<FormLayout> {
    private final CharacterPicker character;
    private final Select<BaseModel> model = new Select<>();
    private final TextField trigger = new TextField("Trigger word");
    private final TextField source = new TextField("Where it comes from");
    private final TextField tool = new TextField("Trained with");
    private final TextField author = new TextField("Trained by");
    private final MultiSelectComboBox<Person> makers = new MultiSelectComboBox<>("Who on the team took part in it");
    private final TextField licence = new TextField("Licence");
    private final TextArea permission = new TextArea("Why it may be used");
    private final Binder<ImportDraft> binder = new Binder<>(ImportDraft.class);
    private final Button keep;
    private final transient UploadedLora file;
    private final transient ImportService imports;

    /** @param chosen the character that it is imported for, or null while that is open */
    ImportForm(
            UploadedLora file,
            @Nullable CharacterSummary chosen,
            CharacterService characters,
            List<Person> team,
            ImportService imports,
            Consumer<ImportDraft> action) {
        this.file = file;
        this.imports = imports;
        character = new CharacterPicker("Character", characters);
        character.setClearButtonVisible(false);
        character.setItemLabelGenerator(CharacterSummary::name);
        character.addValueChangeListener(event -> Optional.ofNullable(event.getValue())
                .filter(value -> trigger.isEmpty())
                .ifPresent(value -> trigger.setValue(value.triggerWord().value())));
        showModels();
        trigger.setMaxLength(TriggerWordRules.MAX_LENGTH);
        trigger.setHelperText(told("Trigger")
                .map(words -> "The file's metadata says “" + words + "”")
                .orElse("The word it was trained on"));
        told("Trigger")
                .filter(words -> words.length() <= TriggerWordRules.MAX_LENGTH)
                .ifPresent(trigger::setValue);
        source.setMaxLength(ImportDraft.SOURCE);
        source.setHelperText("The address of its page, or a description such as “from our own workstation”");
        tool.setMaxLength(ImportDraft.LINE);
        told("Made with").ifPresent(words -> tool.setValue(cut(words)));
        author.setMaxLength(ImportDraft.LINE);
        told("Author").ifPresent(words -> author.setValue(cut(words)));
        makers.setItems(team);
        makers.setItemLabelGenerator(Person::name);
        makers.setHelperText("They count as its makers, as you do: a maker neither signs off nor approves it");
        licence.setMaxLength(ImportDraft.LINE);
        licence.setHelperText("As it was given to you; “our own” where the team made it");
        told("Licence").ifPresent(words -> licence.setValue(cut(words)));
        permission.setMaxLength(ImportDraft.PERMISSION);
        permission.setMinRows(3);
        permission.setHelperText(
                "Whose likeness and pictures it was trained on, and what allows that. The photos are not"
                        + " in this product, so reviewers have only this text");
        bind();
        keep = Buttons.primary("Import as a version", event -> submit(action));
        getContent().add(character, model, trigger, source, tool, author, makers, licence);
        getContent().add(permission, 2);
        getContent().add(character.kept(), keptMakers(team));
        getContent().add(Styled.div("actions", keep), 2);
        getContent()
                .setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("40rem", 2));
        if (chosen != null) {
            character.setValue(chosen);
        }
    }

    private KeptChoice keptMakers(List<Person> team) {
        return KeptChoice.ofSeveral(
                "Makers",
                makers,
                person -> person.id().value().toString(),
                ids -> team.stream()
                        .filter(person -> ids.contains(person.id().value().toString()))
                        .toList());
    }

    private void showModels() {
        model.setLabel("Target model");
        model.setItems(file.models());
        model.setItemLabelGenerator(this::label);
        file.proposed().ifPresent(model::setValue);
        model.setHelperText(
                file.proposed().isPresent()
                        ? "Read from the file"
                        : "The file's shapes fit more than one model, so only you can know");
    }

    private String label(@Nullable BaseModel choice) {
        if (choice == null) {
            return "";
        }
        return file.passport().fit(choice).outcome() == Fit.Outcome.UNPROVEN
                ? choice.label() + ", fits by shape"
                : choice.label();
    }

    private void bind() {
        binder.forField(character)
                .asRequired("Say whose LoRA it is")
                .withConverter(CharacterSummary::id, id -> character.getValue())
                .bind("character");
        binder.forField(model).asRequired("Say which model it is for").bind("model");
        binder.forField(trigger)
                .asRequired("Say which word calls the character")
                .bind("triggerWord");
        binder.forField(source).asRequired("Say where the file comes from").bind("source");
        binder.forField(tool).bind("tool");
        binder.forField(author).bind("author");
        binder.forField(makers)
                .withConverter(
                        people -> people.stream().map(Person::id).collect(Collectors.toSet()),
                        ids -> Set.copyOf(makers.getValue()))
                .bind("makers");
        binder.forField(licence)
                .asRequired("Say under which licence it may be used")
                .bind("licence");
        binder.forField(permission).asRequired("Say why it may be used").bind("permission");
    }

    private Optional<String> told(String label) {
        return file.passport().training().stream()
                .filter(fact -> fact.label().equals(label))
                .map(Fact::value)
                .findFirst();
    }

    private static String cut(String words) {
        return Wording.beginning(words, ImportDraft.LINE);
    }

    /** The weights of other files may have to be read before, which takes as long as they are large. */
    private void keepOnceReady(Runnable work) {
        if (imports.isReady()) {
            work.run();
            return;
        }
        keep.setEnabled(false);
        SlowWork.inBackground(
                UI.getCurrent(),
                () -> {
                    imports.makeReady();
                    return work;
                },
                Runnable::run,
                () -> keep.setEnabled(true));
    }

    private void submit(Consumer<ImportDraft> action) {
        if (binder.validate().isOk()) {
            try {
                ImportDraft draft = binder.writeRecord();
                keepOnceReady(() -> ErrorMessages.guard(binder, () -> action.accept(draft)));
            } catch (ValidationException invalid) {
                // The fields say it already.
            }
        }
    }
}
