/** The check that counts for a plan `p`: of the newest screening that found something else than before, or the one that the plan rests on. */
export const currentCheck = `coalesce((SELECT s.check_id FROM treatment_plan_screenings s WHERE s.clinic_id = p.clinic_id AND s.plan_id = p.id ORDER BY s.id DESC LIMIT 1), p.check_id)`;
