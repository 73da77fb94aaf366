package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nulabinc.zxcvbn.StandardDictionaries;
import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.DomainException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class PasswordPolicyTest {
    private final PasswordPolicy policy = new PasswordPolicy(new PublicUrl("https://loras.moonlight-studio.example"));

    /** The list holds the 30,000 most frequent passwords of ten million that leaked. */
    @Test
    void thePasswordsThatLeakedMostOftenAreRefused() throws Exception {
        List<String> leaked = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                .filter(password -> password.length() >= PasswordPolicy.MIN_LENGTH)
                .limit(3000)
                .toList();

        assertThat(leaked)
                .hasSize(3000)
                .contains("password1", "qwertyuiop")
                .allSatisfy(password -> assertThatThrownBy(() -> policy.check(password, "mara@example.org", "Mara"))
                        .isInstanceOf(DomainException.RuleViolation.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "understudy",
                "Understudy1",
                "understudy2026",
                "Understudy-LoRA",
                "flux-lora",
                "moonlight-studio",
                "MoonlightStudio",
                "moonlight2026"
            })
    void wordsOfTheProductAndOfTheTeamsAddressAreRefused(String password) {
        assertThatThrownBy(() -> policy.check(password, "mara@example.org", "Mara"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("This password is easily guessed");
    }

    @Test
    void unrelatedWordsAreAcceptedWithAWordOfTheProductAmongThem() {
        assertThatCode(() -> policy.check("curtain understudy lantern 41", "mara@example.org", "Mara"))
                .doesNotThrowAnyException();
    }
}
