/**
 * Relations of DWIE in original order: ascending id in rel2id.json (qikunxun/JMRL, dataset_dwie/), without Na.
 */
export const DWIE_RELATIONS: readonly string[] = `
  citizen_of in0 in0-x gpe0 member_of agent_of citizen_of-x head_of_gov institution_of
  part_of based_in0 based_in0-x head_of minister_of minister_of-x based_in2 product_of
  head_of_gov-x agent_of-x head_of_state head_of_state-x agency_of agency_of-x ministry_of
  in2 player_of event_in0 mayor_of award_received parent_of spouse_of child_of appears_in vs
  won_vs spokesperson_of in1 based_in1 based_in1-x gpe1 created_by law_of coach_of event_in2
  signed_by based_in2-x present_in0 event_in directed_by character_in plays_in is_meeting
  sanctions sibling advisor_of brand_of event_in0-x artifact_of gpe2 played_by artifact_of-x
  founder_of royalty_of event_in1 publisher
`
  .trim()
  .split(/\s+/);
