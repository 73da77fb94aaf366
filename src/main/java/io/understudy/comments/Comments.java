package io.understudy.comments;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface Comments extends JpaRepository<Comment, UUID> {}
