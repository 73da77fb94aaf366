package io.understudy.versions.passports;

import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.lora.passport.PassportDetails;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
class PassportRepository {

    private record Details(PassportDetails details) {}

    private static final int PROBLEM_LENGTH = 2000;

    private final TypedJdbcClient jdbc;

    PassportRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether it was not wanted before */
    boolean want(BlobHash file, Instant now) {
        return jdbc.sql("""
                        insert into file_passport (file_hash, state, wanted_at) values (?, 'WAITING', ?)
                        on conflict do nothing""").params(file, now).update() == 1;
    }

    void read(BlobHash file, Passport passport) {
        jdbc.sql("""
                        update file_passport set state = 'READ', content = ?, details = ?, tensor_hash = ?, weights_hash = ?
                        where file_hash = ? and state = 'WAITING'""")
                .params(
                        passport.with(PassportDetails.NONE),
                        passport.details(),
                        passport.hashes().sshsModelHash(),
                        passport.hashes().weightsHash(),
                        file)
                .update();
    }

    void malformed(BlobHash file, String problem) {
        String words = problem.length() > PROBLEM_LENGTH ? problem.substring(0, PROBLEM_LENGTH) : problem;
        jdbc.sql("update file_passport set state = 'MALFORMED', problem = ? where file_hash = ? and state = 'WAITING'")
                .params(words, file)
                .update();
    }

    Optional<FilePassport> find(BlobHash file) {
        return find(List.of(file)).stream().findFirst();
    }

    List<FilePassport> find(Collection<BlobHash> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        "select file_hash, state, content as passport, problem from file_passport where file_hash in (:files)")
                .param("files", files.stream().distinct().toList())
                .query(FilePassport.class)
                .list();
    }

    /** This file, and all with the same tensors, with any other content and in any order. */
    List<BlobHash> sameWeights(FileHashes hashes) {
        return jdbc.sql("""
                        select file_hash from file_passport
                        where file_hash = ? or tensor_hash = ? or weights_hash = ?""")
                .params(hashes.sha256(), hashes.sshsModelHash(), hashes.weightsHash())
                .query(BlobHash.class)
                .list();
    }

    Optional<PassportDetails> details(BlobHash file) {
        return jdbc.sql("select details from file_passport where file_hash = ? and details is not null")
                .param(file)
                .query(Details.class)
                .optional()
                .map(Details::details);
    }

    boolean isWaiting(BlobHash file) {
        return jdbc.sql("select count(*) from file_passport where file_hash = ? and state = 'WAITING'")
                        .param(file)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    List<BlobHash> waiting() {
        return jdbc.sql("select file_hash from file_passport where state = 'WAITING' order by wanted_at, file_hash")
                .query(BlobHash.class)
                .list();
    }

    List<BlobHash> beginningWith(String digits, boolean tensors) {
        String column = tensors ? "tensor_hash" : "file_hash";
        return jdbc.sql("select file_hash from file_passport where " + column + " like ? order by file_hash")
                .param(digits + "%")
                .query(BlobHash.class)
                .list();
    }
}
