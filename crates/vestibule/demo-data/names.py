"""Names of people who do not exist, with every sign that French names have."""

import unicodedata

GIVEN = (
    "Adèle Agnès Aïcha Alain Amélie Anaïs André Anne-Laure Antoine Apolline Arthur Aurélie Awa Bénédicte Benoît "
    "Bérénice Brigitte Camille Cécile Célia Chantal Charles-Henri Chloé Claire Clément Clémence Colette Corentin "
    "Daniel Danièle Delphine Denis Désiré Diane Dominique Édith Édouard Élise Élodie Éloïse Émilie Emmanuel Enzo Éric "
    "Estelle Étienne Eugénie Fatou Félix Florian Françoise Frédéric Gabriel Gaëtan Geneviève Gérard Gilles Gisèle "
    "Grégoire Guénaëlle Hélène Henri Hervé Héloïse Huguette Inès Irène Isabelle Jacqueline Jean-Baptiste Jean-François "
    "Jérémy Jérôme Joëlle Joseph Josiane Julie Karim Khadija Laetitia Laïla Laurent Léon Léonie Lionel Loïc Louane "
    "Louis Lucie Ludovic Maëlys Maïté Malik Marc Marguerite Marie-Thérèse Marius Mathéo Mathilde Mélanie Michèle "
    "Mireille Moïse Monique Nadège Nathalie Nicolas Noémie Odile Olivier Ophélie Océane Oscar Pascal Patrice Perrine "
    "Philippe Pierre-Yves Quentin Raphaël Régis Rémi Renée Robert Romane Sabrina Salomé Samuel Sébastien Séverine "
    "Simon Solène Stéphane Suzanne Sylvie Tanguy Thaïs Théo Thérèse Thibault Timothée Tiphaine Ulysse Valérie "
    "Véronique Victoire Vincent Violaine Virginie Wassim Xavier Yann Yolande Youssef Yves Zélie"
).split()

FAMILY = (
    "Abadie|Aït Ahmed|Alvès|Arnaud|Aubépin|Auclair|Bâcle|Barthélémy|Baudoin|Bénard|Bérard|Besançon|Béziat|Blanchet|"
    "Boëtie|Bonnefoy|Boulé|Bourgeois|Brûlé|Caradec|Carré|Castanède|Châtelain|Chauvière|Chevalier|Çelik|Cléret|Combes|"
    "Coët|Cordé|Costa|Courrèges|Cueff|D’Alençon|D’Hondt|Da Silva|Darrieussecq|De la Tour|Delaître|Delépine|Desprès|"
    "Diallo|Dubœuf|Duchêne|Dupré|Durand|Échevin|Épinay|Estève|Étcheverry|Évrard|Fabre|Faÿ|Fernández|Ferré|Fontaine|"
    "Forêt|Fougère|Fraïssé|Gâtineau|Gérard|Giraud|Godefroÿ|Gonçalves|Grandjean|Grégoire|Guéguen|Guillemot|Haddad|"
    "Hamon|Haÿs|Hébert|Hénaff|Hervé|Héricourt|Hoarau|Huguenin|Ibáñez|Imbert|Israël|Jaouen|Jégou|Joly|Kaïs|Keïta|"
    "Kermarrec|Köhler|L’Hermitte|L’Huillier|La Fleur|Lacaze|Laforêt|Lagrange|Lambert|Lebœuf|Le Bihan|Le Bras|Leclère|"
    "Lécuyer|Lemaître|Lepère|Létang|Levêque|Loiseau|Macé|Maës|Mainguené|Malherbe|Marchand|Maréchal|Mbaye|Ménard|Mérieux|"
    "Michaux|Moïse|Monnier|Morel|Müller|Naït|N’Diaye|Noël|Nuñez|Ôtake|Ollivier|Paré|Pasquier|Péan|Pélissier|Perrin|"
    "Petit|Pétré|Poincaré|Préval|Prévôt|Quéré|Quesnel|Rabaté|Rakotomalala|Régnier|Rémond|Renaud|Ribeiro|Rivière|Robin|"
    "Rochefort|Roÿ|Ruellan|Saïdi|Saint-Aubin|Salaün|Santos|Sébillot|Séguin|Sénéchal|Soulé|Tanguy|Tessier|Thébault|"
    "Théron|Touré|Trémaux|Vaïsse|Valadié|Vallée|Vasseur|Védrine|Vérité|Viñales|Weiß|Yvon|Zerhouni|Zoïs"
).split("|")

WORDS = (
    "abeille ancre avoine balcon bambou bateau bleuet boussole brume cabane cannelle canoë carafe cascade cerise "
    "cigale citron colline comète coquille crêpe dune écharpe écureuil étoile falaise fenouil figue forêt fougère "
    "galet genêt gourde granit grelot guitare hamac hérisson hiver jardin kiosque lagune lanterne lavande lézard "
    "lucarne lune marée mésange miel moulin muguet myrtille nuage olive orage panier pinède plume prairie renard "
    "rivage rocher safran sapin sentier sésame soleil tilleul tortue trèfle vallon verger vigne violon voile"
).split()


def plain(text):
    """Without accents, apostrophes and spaces: what stands in an address."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    letters = unicodedata.normalize("NFD", text)
    return "".join(c for c in letters if c.isascii() and (c.isalnum() or c == "-"))
