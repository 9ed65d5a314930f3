/** First names that are usual in Britain, of girls and boys, women and men. Not names that are everyday words besides. */
const names = `
  Aaliyah Aaron Abbie Abby Abdul Abdullah Abi Abigail Abu Ada Adaeze Adam Adele Adeline Adil Aditi Adrian
  Adriana Ahmad Ahmed Aidan Aiden Ailsa Aimee Aisha Aisling Aiza Akeem Akira Alan Alana Alastair Albert Alec
  Aleksandra Alessia Alex Alexa Alexander Alexandra Alexis Alfie Alfred Ali Alice Alicia Alina Alisha Alison
  Alistair Aliyah Aliza Allan Alyssa Amal Amanda Amara Amarachi Amelia Amelie Amina Amir Amira Amit Amy Ana
  Anais Anand Anastasia Andre Andrea Andrew Andrzej Aneesa Angela Angelina Angus Anika Anil Anita Anjali Ann
  Anna Annabel Anne Annie Ansh Anthony Antonia Anya Aoife Arabella Archie Aria Ariana Arjun Arlo Arnav
  Arthur Arun Arya Asha Asher Ashleigh Ashley Asif Astrid Atif Audrey Augustus Aurelia Aurora Austin Ava
  Avani Aya Ayaan Ayah Ayesha Ayla Ayo Azra Bailey Barbara Barnaby Barney Bashir Bartek Bea Beatrice Beatrix
  Becca Becky Bella Ben Benedict Benjamin Benji Bernard Beth Bethan Bethany Betty Beverley Bev Bianca Bilal
  Billie Billy Blake Bob Bobby Bola Bradley Brandon Brenda Brendan Brian Bridget Bronwen Brooke Bryn Caitlin
  Caleb Callum Calum Cameron Camilla Carl Carla Carlos Carmen Carol Caroline Carys Casey Caspian Cassie
  Catherine Catrin Cecilia Ceri Cerys Charlie Charles Charlotte Chelsea Chen Chidi Chinedu Chioma Chloe
  Chris Christian Christina Christine Christopher Ciara Cian Claire Clara Clare Clarissa Claudia Clive Colin
  Colm Connie Connor Conor Cora Corey Craig Curtis Cynthia Daisy Damian Damilola Dan Dana Daniel Daniella
  Danielle Danny Daphne Daria Darcey Darcy Darius Darren Dave David Davina Dawid Dawud Deborah Debbie Declan
  Deepa Deepak Delilah Demi Denise Dennis Derek Dev Devon Dexter Dhruv Diana Diego Dilys Dina Dominic
  Dominik Donald Donna Dora Doris Dorothy Douglas Duncan Dylan Eamon Ebony Eddie Edgar Edie Edith Edmund
  Edward Edwin Efe Eileen Eilidh Elaine Eleanor Elena Eleni Eleri Eli Elias Elijah Eliza Elizabeth Ella
  Ellen Ellie Elliot Elliott Ellis Eloise Elsa Elsie Elspeth Elton Elise Emeka Emelia Emily Emma Emmanuel
  Emre Enid Eric Erica Erin Ernest Esme Esther Ethan Eugene Eva Evan Evangeline Eve Evelyn Evie Ewan Ezekiel
  Ezra Fadi Faisal Faith Faiza Farah Farid Fariha Fatima Fatimah Fatou Faye Felicity Felix Femi Fergus Ffion
  Filip Finlay Finley Finn Fiona Flora Florence Florian Fran Frances Francesca Francis Frank Frankie Fraser
  Fred Freddie Frederick Freya Funmi Gabriel Gabriella Gareth Gary Gavin Gemma Geoff Geoffrey George Georgia
  Georgie Georgina Geraint Gerald Gethin Gideon Gina Giorgia Giulia Gladys Glen Glenn Gloria Gordon Graham
  Greta Greg Gregory Guy Gwen Gwenllian Gwyneth Habib Hafsa Hailey Hallie Hamish Hamza Hana Hanna Hannah
  Harley Harold Haroon Harper Harriet Harris Harry Harsh Harvey Hashim Hassan Hattie Heather Hector Helen
  Helena Henry Hermione Hetty Holly Hope Howard Huda Hugh Hugo Humza Husna Hussain Hussein Ian Ibrahim Idris
  Ieuan Ife Ifeoma Ikra Ilyas Imaan Iman Imani Imogen Imran India Indie Ines Inaya Ioan Iona Iqra Irene Iris
  Isaac Isabel Isabella Isabelle Ishaan Isha Isla Ismail Israel Issa Ivan Ivor Ivy Izzy Jacob Jacqueline
  Jade Jaden Jake Jakub Jamal James Jamie Jan Jana Jane Janet Janice Jared Jasmin Jasmine Jason Jasper
  Javier Jay Jayden Jean Jeff Jemima Jen Jenna Jennifer Jenny Jeremy Jess Jesse Jessica Jo Joan Joanna
  Joanne Jodie Joe Joel Johannes John Johnny Jon Jonah Jonas Jonathan Jordan Jorge Joseph Josephine Josh
  Joshua Josie Joy Joyce Juan Jude Judith Judy Julia Julian Julie Juliet Junaid Justin Kacper Kai Kaira
  Kaiden Kamal Kamil Kara Karen Karim Karl Kasia Kate Katherine Kathleen Kathryn Katie Katya Kavya Kaya
  Kayden Kayla Kayleigh Keira Keith Kelly Kelechi Kelsey Ken Kenji Kenneth Kenzie Kerry Kevin Khadija Khalid
  Khloe Kian Kiana Kiera Kieran Kim Kimberley Kiran Kirsty Kit Kofi Krishna Kristian Krystian Kuba Kumar
  Kwame Kyle Kylie Kyra Lacey Laila Lana Lara Latisha Laura Lauren Laurence Layla Leah Leanne Leila Lena
  Lennon Lenny Leo Leon Leona Leonard Leonie Leroy Lesley Leslie Lewis Lexi Lexie Leyla Liam Liana Libby
  Lila Lillian Lilly Lily Linda Lindsay Lionel Lisa Liv Livia Liz Lizzie Llinos Lloyd Lola Lorcan Lorenzo
  Lorna Lorraine Lottie Lou Louie Louis Louisa Louise Luca Lucas Lucia Lucie Lucy Luis Luka Lukas Luke Luna
  Lydia Lynn Lyra Mabel Mackenzie Maddie Maddison Madeleine Madison Madina Mae Maeve Magda Maggie Mahmoud
  Mai Maia Maisie Maja Malachi Malaika Malcolm Malik Mandy Manjit Manuel Marcel Marcia Marco Marcus Margaret
  Margot Maria Mariam Marianne Marie Marina Mario Marjorie Marlon Marta Martha Martin Martina Marvin Mary
  Maryam Mason Mateo Mateusz Mathilda Matilda Matt Matthew Maureen Maurice Max Maxim Maximilian Maxwell Maya
  Mbali Meera Megan Mehmet Mehreen Mei Mel Melanie Melissa Melody Menna Mercedes Meredith Mia Micah Michael
  Michaela Michelle Miguel Mikayla Mike Mikey Mila Milan Miles Millie Milo Mimi Mina Ming Minnie Miriam Mo
  Mohamed Mohammad Mohammed Mohsin Moira Molly Mona Monica Morgan Morwenna Moses Moshe Muhammad Musa Mustafa
  Mya Myfanwy Myles Myra Nabil Nadia Nadine Naima Naina Nancy Nana Naomi Natalia Natalie Natasha Nate Nathan
  Nathaniel Naveed Neal Neha Neil Nell Nellie Nev Nevaeh Neve Nia Niall Niamh Nicholas Nick Nicola Nicole
  Nigel Nikhil Nikita Nila Nile Nina Nisha Noah Noel Noor Nora Norah Norman Nour Nuala Nusrat Nyah Oisin Ola
  Olamide Olive Oliver Olivia Olu Oluwaseun Omar Omari Oona Ophelia Orla Orlando Oscar Osian Osman Ottilie
  Otto Owain Owen Pablo Paige Pamela Parveen Pat Patience Patricia Patrick Patsy Paul Paula Pauline Pedro
  Penelope Penny Percy Peter Petra Phil Philip Philippa Phillip Phoebe Phoenix Pia Pip Pippa Polly Poppy
  Pooja Prakash Precious Preeti Priya Priti Priyanka Quentin Quinn Rabia Rachael Rachel Rafael Rafe Rafferty
  Rafi Rahim Rahul Raj Rajesh Ralph Ramona Rania Raphael Rashid Raul Ravi Ray Raya Raymond Rayyan Rebecca
  Reece Reem Reggie Rehan Reuben Reza Rhea Rhian Rhiannon Rhona Rhys Ria Riaz Ricardo Richard Rick Ricky Rio
  Rishi Rita River Riya Rob Robbie Robert Roberto Robin Robyn Roger Rohan Roisin Roland Roman Romeo Ron
  Ronald Ronan Ronnie Rory Rosa Rosalind Rosamund Rosanna Rosemary Rosie Ross Rowan Roxanne Roy Ruben Ruby
  Rufus Rukhsana Rupert Russell Ruth Ryan Rylan Saad Sabrina Sacha Sadie Sadia Safa Saffron Sahil Said Saif
  Saira Sakura Sally Salma Sam Samantha Sameer Samina Samir Samira Sami Sammy Samson Samuel Sana Sandra
  Sandy Sanjay Saoirse Sara Sarah Sasha Saskia Scarlett Scott Sean Seb Sebastian Selena Selina Seren Serena
  Seth Shabnam Shane Shania Shanice Shannon Sharon Shaun Shauna Sheila Shelby Shirley Shivani Shona Shreya
  Sian Sid Siddharth Sidney Sienna Sierra Simon Simone Simran Siobhan Skye Sofia Sofie Solomon Sonia Sonny
  Sophia Sophie Stacey Stan Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Sufyan Suki Sukhi
  Suleiman Sumaya Sunil Surya Susan Susanna Susie Suzanne Syed Sylvia Sylvie Tabitha Taha Tahira Talia
  Tamara Tami Tamsin Tania Tanisha Tanya Tara Tariq Tasha Tasnim Tatiana Taylor Ted Teddy Tegan Temi Teresa
  Tess Tessa Thabo Thalia Thea Theo Theodora Theodore Theresa Thomas Tia Tiana Tiffany Tilda Tilly Tim
  Timothy Tina Tobias Toby Todd Tolu Tom Tomasz Tommy Toni Tony Tracey Tracy Travis Trevor Trinity Tristan
  Trudy Tunde Tyler Tyrone Umar Uma Una Ursula Usman Uzair Valentina Valerie Vanessa Veronica Vicky Victor
  Victoria Vihaan Vijay Vikram Vincent Viola Violet Vivian Vivienne Wafa Walter Wanda Warren Wayne Wendy Wei
  Wesley Wiktoria Wilbur Wilf Wilfred William Willow Winifred Winnie Wojtek Xander Xavier Xiao Xin Yara
  Kev Yasin Yasmin Yasmine Yolanda Youssef Yuki Yuna Yusuf Yvette Yvonne Zac Zach Zachary Zahra Zain Zainab Zak
  Zakariya Zane Zara Zayn Zeb Zelda Zeynep Zhang Zia Ziggy Zoe Zofia Zoya Zubair Zuri`

const list = new Set(names.trim().split(/\s+/))

/** Is it written as a first name, with its capital? */
export const isFirstName = (word: string): boolean => list.has(word)
