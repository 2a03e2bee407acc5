"""Orders to one person: the verbs by which a French text says tu without a pronoun.

"Réserve le matin" may be an order, a noun, or what a product does. Three lists tell them apart.
"""

from typing import Final

_SURE: Final = """
abandonne abonne accède achète adhère adopte amuse apprends assieds attends attrape blottis
bénéficie chine choisis chouchoute clique cocoone collectionne commence compare comprends confie
connais connecte consulte convaincs craque cueille câline daigne descends dessine deviens devine
dis dors déballe décide découvre déguste déniche désabonne désinscris détends embarque embrasse
emmène emporte emprunte enfile envoie essaie essaye explore fais feuillette flâne fonce fouille
goûte grignote grimpe habille hésite ignore imagine improvise inscris interroge jette loue mange
métamorphose obtiens ose oublie parraine participe patiente pense personnalise picore plonge
prends profite promène prononce ramène rate redécouvre regarde rejoins remets remplis rempote
renais rends renseigne reprends ressens retourne retrouve reviens revisite revois reçois rigole
réagis réclame réfléchis régale réjouis réponds répète réussis savoure shoppe sors souscris
soutiens souviens surfe surprends sélectionne tchatte teste transmets tricote trinque troque
trouve tutoie télécharge vends viens visionne vois vérifie zappe écris éduque épingle éteins
étends évade
"""
SURE: Final = frozenset(_SURE.split())
"""What only a reader does: an order wherever it opens a sentence."""

_NOUNS: Final = """
annonce appelle avance chante cherche commande compte contacte danse demande dépêche enquête
fabrique finis fête gagne joue lance marche mesure parle photographie pioche place planifie pose
programme précommande prévois pêche recherche relève rencontre récolte réserve rêve signe stocke
tape tente touche trace visite vote voyage écoute étudie
"""
NOUNS: Final = frozenset(_NOUNS.split())
"""A noun as well, and nothing that a product does: an order before what it governs."""

_PRODUCT: Final = """
accompagne active affiche aide ajoute alimente allume améliore anime apaise apporte arrête
assure attache bloque bois booste bouge brille cache calcule calme change charge chasse chauffe
chausse coiffe colle combine complète compose conserve contrôle coupe cours couvre crée cuisine
diffuse divise donne dose double dure dégage démarre dépose efface emballe embellit enlève
enregistre entraîne enveloppe facilite filtre fonctionne forme garde glisse gomme guide hydrate
illumine imprime installe invite isole laisse lave limite lis lisse livre lève maintiens masse
mets monte montre mousse mène mélange nettoie note nourris offre organise ouvre parfume partage
passe pile pimente piège plie porte pousse protège prépare préserve purifie pèse raccourcis
raconte rafraîchis ramasse range rappelle rapporte rase ravive recharge redonne remplace
renforce repousse respecte respire roule rythme règle réchauffe réduis répare résiste réveille
révèle sauve soigne soulage stimule structure sublime suis supporte supprime surveille sèche
tire tonifie tourne tranche transforme transporte travaille trie utilise valide valorise vide
vis éclaire économise élimine évite
"""
PRODUCT: Final = frozenset(_PRODUCT.split())
"""What a product does too ("Protège la peau"), or a noun: an order only beside a sure sign."""
