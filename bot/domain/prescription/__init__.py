"""What the clinician wrote, in the patient's words -> phases, or a question back."""

from bot.domain.prescription.grammar import parse as parse
from bot.domain.prescription.words import Vocabulary as Vocabulary
