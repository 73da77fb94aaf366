package io.understudy.doctor;

import io.understudy.characters.CharacterSummary;
import io.understudy.training.RunDetails;
import io.understudy.versions.VersionCard;
import org.jspecify.annotations.Nullable;

/**
 * Whose problems are looked at.
 *
 * @param version what the run became; null before it succeeded
 */
public record DiagnosisSubject(
        RunDetails run,
        CharacterSummary character,
        @Nullable VersionCard version) {}
