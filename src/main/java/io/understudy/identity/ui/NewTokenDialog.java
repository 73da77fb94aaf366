package io.understudy.identity.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SecretDialog;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

class NewTokenDialog extends FormDialog {
    private static final int DEFAULT_DAYS = 90;

    private final transient BiFunction<TokenDraft, PasswordProof, NewAccessToken> service;
    private final transient Reauthentication passwords;
    private final transient Runnable made;
    private final TextField name = new TextField("Machine");
    private final Select<Integer> days = new Select<>();
    private final CheckboxGroup<TokenScope> scopes = new CheckboxGroup<>("This token may");
    private final MultiSelectComboBox<CharacterLookup.Choice> characters =
            new MultiSelectComboBox<>("Only these characters");
    private final PasswordField password = new PasswordField("Your password");
    private final DraftKeeper draft;

    /**
     * @param key of what is typed here, until it is saved
     * @param offered what the token may be used for, in their order
     * @param service makes it
     */
    NewTokenDialog(
            String title,
            String key,
            List<TokenScope> offered,
            BiFunction<TokenDraft, PasswordProof, NewAccessToken> service,
            CharacterLookup lookup,
            Reauthentication passwords,
            Runnable made) {
        super(title, "34rem");
        this.service = service;
        this.draft = new DraftKeeper(key, name, days, scopes, characters, password);
        this.passwords = passwords;
        this.made = made;
        name.setPlaceholder("ComfyUI in the studio");
        name.setMaxLength(40);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        days.setLabel("Valid for");
        days.setItems(7, 30, DEFAULT_DAYS, 365);
        days.setValue(DEFAULT_DAYS);
        days.setItemLabelGenerator(count -> count + " days");
        days.setWidthFull();
        scopes.setItems(offered);
        scopes.setRenderer(Hint.ofChoices(TokenScope::label, TokenScope::purpose));
        scopes.setValue(Set.of(TokenScope.RELEASE_READ));
        characters.setItems(
                query -> lookup.choices(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        characters.setItemLabelGenerator(CharacterLookup.Choice::name);
        characters.setPlaceholder("All characters");
        characters.setWidthFull();
        draft.add(KeptChoice.ofSeveral(
                "Characters", characters, choice -> choice.id().toString(), ids -> choices(lookup, ids)));
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setWidthFull();
        password.setRequiredIndicatorVisible(true);
        add(Styled.div("dialog-form", draft));
        confirm("Create token", event -> create());
    }

    private static List<CharacterLookup.Choice> choices(CharacterLookup lookup, List<String> ids) {
        return lookup.names(ids.stream().map(UUID::fromString).toList()).entrySet().stream()
                .map(known -> new CharacterLookup.Choice(known.getKey(), known.getValue()))
                .toList();
    }

    private void create() {
        name.setInvalid(false);
        password.setInvalid(false);
        scopes.setInvalid(false);
        characters.setInvalid(false);
        try {
            TokenDraft asked = new TokenDraft(
                    name.getValue(),
                    days.getValue(),
                    scopes.getValue(),
                    characters.getValue().stream()
                            .map(CharacterLookup.Choice::id)
                            .collect(Collectors.toSet()));
            NewAccessToken token = service.apply(asked, passwords.prove(password.getValue()));
            draft.saved();
            close();
            new SecretDialog("Token for " + token.name(), "Token", token.secret()).open();
            made.run();
        } catch (DomainException.RuleViolation broken) {
            String field = broken.field() == null ? "" : broken.field();
            switch (field) {
                case "name" -> mark(name, broken);
                case "scopes" -> mark(scopes, broken);
                case "characters" -> mark(characters, broken);
                case "password" -> mark(password, broken);
                default -> Notifications.refused(broken.words());
            }
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }

    private static void mark(HasValidationProperties field, DomainException.RuleViolation broken) {
        field.setErrorMessage(broken.words());
        field.setInvalid(true);
    }
}
