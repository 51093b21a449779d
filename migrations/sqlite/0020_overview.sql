-- What the overview counts: registrations by employer and place from an index alone, and by day.
CREATE INDEX registration_figures ON registration (employer_id, origin, state);
CREATE INDEX registration_submitted ON registration (submitted_at);
