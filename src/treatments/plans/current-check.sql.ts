/** The current check of a plan `p`: the check of the newest screening that differed from the one before, or the check on which the plan is based. */
export const currentCheck = `coalesce((SELECT s.check_id FROM treatment_plan_screenings s WHERE s.clinic_id = p.clinic_id AND s.plan_id = p.id ORDER BY s.id DESC LIMIT 1), p.check_id)`;
