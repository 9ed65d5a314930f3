/** The tree of Example University, parents before their children. */
export interface ExampleUnit {
  key: string
  name: string
  kind: 'faculty' | 'department' | 'service' | 'research-group' | 'college' | 'affiliate' | 'other'
  parent: string | null
  /** A body of its own beside the university, such as the students’ union. */
  affiliate?: true
}

export const exampleUnits: readonly ExampleUnit[] = [
  { key: 'arts', name: 'Faculty of Arts and Humanities', kind: 'faculty', parent: null },
  { key: 'english', name: 'School of English and Creative Writing', kind: 'department', parent: 'arts' },
  { key: 'music', name: 'School of Music', kind: 'department', parent: 'arts' },
  { key: 'science', name: 'Faculty of Science and Engineering', kind: 'faculty', parent: null },
  { key: 'engineering', name: 'School of Engineering', kind: 'department', parent: 'science' },
  { key: 'computing', name: 'School of Computing', kind: 'department', parent: 'science' },
  { key: 'rivers', name: 'Rivers and Flooding Research Group', kind: 'research-group', parent: 'science' },
  { key: 'health', name: 'Faculty of Health Sciences', kind: 'faculty', parent: null },
  { key: 'nursing', name: 'School of Nursing and Midwifery', kind: 'department', parent: 'health' },
  { key: 'business', name: 'Business School', kind: 'faculty', parent: null },
  { key: 'services', name: 'Professional Services', kind: 'service', parent: null },
  { key: 'communications', name: 'Marketing and Communications', kind: 'service', parent: 'services' },
  { key: 'admissions', name: 'Admissions', kind: 'service', parent: 'services' },
  { key: 'library', name: 'University Library', kind: 'service', parent: 'services' },
  { key: 'research', name: 'Research Office', kind: 'service', parent: 'services' },
  { key: 'advancement', name: 'Advancement Office', kind: 'service', parent: 'services' },
  { key: 'sport', name: 'Sport and Wellbeing', kind: 'service', parent: 'services' },
  { key: 'governance', name: 'Governance and Legal', kind: 'service', parent: 'services' },
  { key: 'it', name: 'IT Services', kind: 'service', parent: 'services' },
  { key: 'union', name: 'Students’ Union', kind: 'affiliate', parent: null, affiliate: true },
  { key: 'radio', name: 'Student Radio', kind: 'affiliate', parent: 'union', affiliate: true },
]
