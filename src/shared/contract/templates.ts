/** 信件模板. */
import { z } from 'zod'
import { templateNameSchema } from '../domain/letter'
import {
  TEMPLATE_MAX,
  templateDetailSchema,
  templateLanguageSchema,
  templateProblemSchema,
  templateRowSchema,
} from '../domain/letter-template'
import { base, id } from './base'

const template = z.object({ name: templateNameSchema, language: templateLanguageSchema })

/** A little more than is saved comes in, so that what is too long is said in words. */
const source = z.string().max(TEMPLATE_MAX * 10)

export const templatesContract = {
  list: base.output(z.array(templateRowSchema)),
  read: base.input(template).output(templateDetailSchema),
  /** What letters would say, filled with a piece's facts (null: a sample's); or why the template cannot be read. Changes nothing. */
  preview: base
    .input(template.extend({ source, submissionId: id.nullable() }))
    .output(z.object({ problem: templateProblemSchema.nullable(), text: z.string() })),
  /** Saves a new version; `base`: the version that was changed. A text equal to the shipped one goes back to it. */
  save: base.input(template.extend({ source, base: z.number().int().min(0) })).output(templateDetailSchema),
}
