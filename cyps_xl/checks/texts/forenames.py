"""Forenames that are common in Wales, for the rule that looks for people's names.

Left out are those that are ordinary words, months, places or saints of places as well: Will,
Mark, Grant, Rose, Hope, Faith, Grace, Joy, May, June, April, Summer, Robin, Jack, Bill, Pat,
Frank, Sue, Dale, Glen, Clive, Eve, Sky, Ivy, Lily, Daisy, Ruby, Amber, Jade, Poppy, Carol,
Christian, Victoria, Dewi, Dyfed, Gwent, Mai, Haf, Eira, Gwawr, Awel, Beth, Bryn, Glyn, Gwyn, Non and
the like: a false alarm on every page would teach staff to look away.
"""

from __future__ import annotations

_NAMES = """
Aaron Abigail Adam Aled Alex Alexander Alice Alfie Alun Alwyn Amelia Amy Andrew Aneurin Angela Angharad Ann Anna
Anne Anthony Anwen Archie Arthur Arwel Ashley Barbara Becky Ben Benjamin Bethan Bethany Betsan Brandon Brian
Bronwen Cadi Caitlin Callum Cameron Caroline Carwyn Carys Catherine Catrin Cati Ceri Cerys Charlie
Charlotte Chloe Chris Christine Christopher Claire Clare Colin Connor Courtney Craig Dafydd Daniel David
Debbie Deborah Delyth Denise Derek Dylan Edward Efa Eifion Eleanor Elen Eleri Elin Elis Elizabeth Ella Ellie Ellis
Emily Emma Emyr Erin Ethan Euan Evan Ffion Fiona Freddie Freya Gareth Gary Gavin George Georgia Geraint Gethin
Gillian Glenys Gruff Gruffydd Gwen Gwenan Gwenllian Gwyneth Hanna Hannah Harriet Harry Heather Heledd
Helen Henry Holly Huw Iestyn Ieuan Ifan Ifor Imogen Ioan Iolo Isaac Isabella Isla Iwan Jacob Jake James Jamie Jane
Janet Jason Jayden Jennifer Jenny Jess Jessica Joanna Joanne Joe Joel John Jonathan Jordan Joseph Josh Joshua Julia
Julie Karen Kate Katherine Katie Kayleigh Keith Kelly Kenneth Kevin Kieran Kimberley Kyle Laura Lauren Leah Lewis
Liam Lisa Llew Llinos Lloyd Logan Lois Louise Lowri Lucas Lucy Luke Mabli Madison Malcolm Mared Margaret Mari Maria
Marged Marie Martha Martin Mary Mason Matthew Megan Meinir Meirion Melanie Meleri Mia Michael Michelle Millie
Mohammed Morgan Muhammad Myfanwy Natalie Nathan Neil Nerys Nia Nicholas Nicola Nicole Noah Oliver Olivia Oscar
Osian Owain Owen Patricia Paul Peter Philip Phillip Rachael Rachel Rebecca Rhian Rhiannon Rhodri Rhys Richard
Robert Rosie Ross Ryan Samantha Samuel Sandra Sara Sarah Scarlett Scott Sean Shannon Sharon Shaun Sian Siân Simon
Sioned Siôn Sion Siwan Sophia Sophie Stacey Stephanie Stephen Steven Stuart Susan Tegan Terence Theo Thomas Tia
Tiffany Tim Timothy Tomos Tony Tracey Tyler Wendy William Yvonne Zachary Zoe
"""

FORENAMES = frozenset(_NAMES.split())
