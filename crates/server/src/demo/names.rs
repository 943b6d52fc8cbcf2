//! What demonstration people and firms are called. Names as their bearers write them in Latin letters.

/// One part of the world: a locale, given names, family names and cities, each a comma-separated list.
pub(super) struct Region {
    pub(super) locale: &'static str,
    pub(super) country: &'static str,
    pub(super) weight: u32,
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) cities: &'static str,
}

/// Every region; weights are how often one comes up against the others.
pub(super) const REGIONS: &[Region] = &[
    Region {
        locale: "en-GB",
        country: "GB",
        weight: 18,
        given: "Olivia,Amelia,Isla,Ava,Grace,Freya,Poppy,Charlotte,Harriet,Beatrice,\
            Oliver,George,Arthur,Noah,Leo,Harry,Oscar,Archie,Henry,Theodore,Callum,\
            Rhys,Gareth,Fiona",
        family: "Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Patterson,Wright,\
            Walker,Hughes,Ashworth,Pemberton,Whitaker,Fairbanks,Holloway,Lockwood,\
            Marsden,Thornton,Griffiths,O'Neill,MacLeod,Sinclair",
        cities: "London,Leeds,Bristol,Glasgow,Cardiff,Manchester",
    },
    Region {
        locale: "en-US",
        country: "US",
        weight: 22,
        given: "Emma,Sophia,Mia,Abigail,Madison,Chloe,Layla,Zoe,Hannah,Nora,Liam,James,\
            Benjamin,Lucas,Mason,Ethan,Logan,Jackson,Sebastian,Mateo,Jack,Owen,Wyatt,\
            Caleb",
        family: "Miller,Davis,Anderson,Thomas,Jackson,Moore,Martin,Thompson,White,Harris,\
            Clark,Lewis,Robinson,Young,Allen,King,Scott,Nguyen,Hill,Green,Adams,\
            Baker,Carter,Mitchell",
        cities: "Austin,Chicago,Denver,Portland,Boston,Atlanta,Columbus",
    },
    Region {
        locale: "de-DE",
        country: "DE",
        weight: 14,
        given: "Anna,Lena,Marie,Sophie,Hannah,Katharina,Jana,Ute,Birgit,Käthe,Lukas,\
            Jonas,Felix,Maximilian,Jürgen,Björn,Sören,Matthias,Stefan,Tobias,Uwe,\
            Heiko,Florian,Niklas",
        family: "Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,\
            Schäfer,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,\
            Krüger,Hartmann,Weiß,Lange",
        cities: "Berlin,Hamburg,München,Köln,Leipzig,Stuttgart",
    },
    Region {
        locale: "cs-CZ",
        country: "CZ",
        weight: 8,
        given: "Jana,Eva,Hana,Lenka,Kateřina,Tereza,Lucie,Veronika,Zuzana,Jiří,Jan,Petr,\
            Pavel,Tomáš,Martin,Ondřej,Vojtěch,Jakub,Marek,Šimon",
        family: "Novák,Svoboda,Novotný,Dvořák,Černý,Procházka,Kučera,Veselý,Horák,Němec,\
            Marek,Pospíšil,Hájek,Jelínek,Král,Růžička,Beneš,Fiala,Sedláček,Doležal",
        cities: "Praha,Brno,Ostrava,Plzeň,Olomouc",
    },
    Region {
        locale: "fr-FR",
        country: "FR",
        weight: 9,
        given: "Camille,Léa,Manon,Chloé,Inès,Amélie,Hélène,Margaux,Élodie,Lucie,Hugo,\
            Louis,Gabriel,Jules,Théo,Rémi,Antoine,Mathieu,Benoît,François,Étienne,\
            Clément,Loïc,Adrien",
        family: "Martin,Bernard,Dubois,Durand,Moreau,Laurent,Lefebvre,Roux,Fournier,Girard,\
            Bonnet,Dupont,Lambert,Fontaine,Rousseau,Chevalier,Gauthier,Perrin,Lemaître,\
            Besançon,Marchand,Blanchard,Noël,Garnier",
        cities: "Paris,Lyon,Nantes,Lille,Toulouse",
    },
    Region {
        locale: "es-ES",
        country: "ES",
        weight: 9,
        given: "Lucía,María,Paula,Carmen,Inés,Sofía,Elena,Marta,Núria,Begoña,Hugo,\
            Alejandro,Pablo,Álvaro,Javier,Iñigo,Sergio,Diego,Andrés,Joaquín,Ramón,\
            Nicolás,Adrián,Jordi",
        family: "García,González,Rodríguez,Fernández,López,Martínez,Sánchez,Pérez,Gómez,\
            Jiménez,Ruiz,Hernández,Díaz,Moreno,Muñoz,Álvarez,Romero,Navarro,Torres,\
            Vázquez,Serrano,Ibáñez,Ortega,Castro",
        cities: "Madrid,Barcelona,Valencia,Sevilla,Bilbao",
    },
    Region {
        locale: "pl-PL",
        country: "PL",
        weight: 6,
        given: "Zofia,Zuzanna,Agnieszka,Małgorzata,Katarzyna,Magda,Joanna,Ewa,Jakub,Szymon,\
            Paweł,Michał,Łukasz,Wojciech,Krzysztof,Grzegorz,Tomasz,Bartosz",
        family: "Nowak,Kowalski,Wiśniewski,Wójcik,Kamiński,Lewandowski,Zieliński,Szymański,\
            Woźniak,Dąbrowski,Kozłowski,Jankowski,Mazur,Krawczyk,Piotrowski,Grabowski,\
            Pawłowski,Król",
        cities: "Warszawa,Kraków,Gdańsk,Wrocław,Poznań",
    },
    Region {
        locale: "it-IT",
        country: "IT",
        weight: 6,
        given: "Giulia,Chiara,Francesca,Alessia,Elisa,Martina,Federica,Ilaria,Marco,Luca,\
            Matteo,Andrea,Davide,Niccolò,Simone,Riccardo,Lorenzo,Fabio",
        family: "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,\
            Bruno,Gallo,Conti,De Luca,Mancini,Costa,Giordano,Rizzo",
        cities: "Milano,Roma,Torino,Bologna,Napoli",
    },
    Region {
        locale: "hi-IN",
        country: "IN",
        weight: 11,
        given: "Aarav,Vivaan,Aditya,Arjun,Rohan,Karthik,Rahul,Sanjay,Vikram,Nikhil,Ananya,\
            Diya,Priya,Kavya,Meera,Neha,Pooja,Shreya,Lakshmi,Sunita",
        family: "Sharma,Verma,Gupta,Patel,Singh,Kumar,Reddy,Iyer,Nair,Menon,Mehta,Joshi,\
            Desai,Rao,Banerjee,Chatterjee,Mukherjee,Kapoor,Malhotra,Bhat",
        cities: "Bengaluru,Mumbai,Pune,Chennai,Hyderabad,Delhi",
    },
    Region {
        locale: "ja-JP",
        country: "JP",
        weight: 5,
        given: "Haruto,Yuto,Sota,Ren,Daiki,Kenji,Takumi,Hiroshi,Yui,Hina,Sakura,Aoi,Rin,\
            Mei,Akiko,Naoko,Emi,Kaori",
        family: "Sato,Suzuki,Takahashi,Tanaka,Watanabe,Ito,Yamamoto,Nakamura,Kobayashi,Kato,\
            Yoshida,Yamada,Sasaki,Matsumoto,Inoue,Kimura,Hayashi,Shimizu",
        cities: "Tokyo,Osaka,Nagoya,Fukuoka",
    },
    Region {
        locale: "pt-BR",
        country: "BR",
        weight: 7,
        given: "Ana,Beatriz,Larissa,Gabriela,Juliana,Letícia,Mariana,Júlia,João,Gabriel,\
            Rafael,Felipe,Thiago,Gustavo,Vinícius,Caio,Antônio,Luís",
        family: "Silva,Santos,Oliveira,Souza,Lima,Pereira,Ferreira,Costa,Almeida,Carvalho,\
            Gomes,Ribeiro,Araújo,Barbosa,Rocha,Cardoso,Conceição,Magalhães",
        cities: "São Paulo,Curitiba,Recife,Porto Alegre",
    },
    Region {
        locale: "sv-SE",
        country: "SE",
        weight: 4,
        given: "Astrid,Elsa,Maja,Saga,Ebba,Linnéa,Ingrid,Åsa,Erik,Lars,Axel,Nils,Oskar,\
            Gustav,Björn,Göran,Håkan,Viktor",
        family: "Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,\
            Svensson,Gustafsson,Lindberg,Bergström,Sjögren,Åkesson,Öberg,Lundqvist,Holm,\
            Nyström",
        cities: "Stockholm,Göteborg,Malmö,Uppsala",
    },
    Region {
        locale: "tr-TR",
        country: "TR",
        weight: 4,
        given: "Zeynep,Elif,Defne,Ayşe,Merve,Esra,Büşra,Gül,Yusuf,Emre,Mehmet,Mustafa,\
            Burak,Çağlar,Ömer,Kerem,Serkan,Onur",
        family: "Yılmaz,Kaya,Demir,Çelik,Şahin,Yıldız,Öztürk,Aydın,Arslan,Doğan,Kılıç,\
            Aslan,Çetin,Kara,Koç,Kurt,Özkan,Şimşek",
        cities: "İstanbul,Ankara,İzmir,Bursa",
    },
    Region {
        locale: "en-NG",
        country: "NG",
        weight: 5,
        given: "Chidi,Emeka,Ngozi,Adaeze,Chioma,Obinna,Ifeoma,Kelechi,Tunde,Femi,Yetunde,\
            Bukola,Segun,Folake,Amina,Ibrahim,Zainab,Musa",
        family: "Okafor,Okonkwo,Eze,Nwosu,Adeyemi,Adebayo,Ogunleye,Balogun,Afolabi,Bello,\
            Abubakar,Danjuma,Obi,Nnamdi,Chukwu,Oyelaran,Akande,Lawal",
        cities: "Lagos,Abuja,Ibadan,Kano",
    },
    Region {
        locale: "ar-EG",
        country: "EG",
        weight: 4,
        given: "Omar,Youssef,Karim,Hassan,Tarek,Khaled,Mahmoud,Sherif,Fatima,Mariam,Nour,\
            Salma,Yasmin,Dina,Heba,Rania,Layla,Amira",
        family: "Hassan,Ibrahim,Mansour,El-Sayed,Farouk,Fahmy,Saleh,Nasser,Khalil,Haddad,\
            Shaheen,Zaki,Rashid,Aziz,Ghanem,Tawfik,Badawi,Sharif",
        cities: "Cairo,Alexandria,Giza",
    },
    Region {
        locale: "vi-VN",
        country: "VN",
        weight: 3,
        given: "Anh,Linh,Trang,Huong,Mai,Lan,Thao,Minh,Duc,Tuan,Hung,Long,Nam,Quang,\
            Khoa,Phuc",
        family: "Nguyen,Tran,Le,Pham,Hoang,Huynh,Phan,Vu,Vo,Dang,Bui,Do,Ho,Ngo,Duong,\
            Ly",
        cities: "Hanoi,Ho Chi Minh City,Da Nang",
    },
];

/// One firm: its name and its domain. The domains can be nobody's (RFC 2606).
pub(super) struct Firm {
    pub(super) name: &'static str,
    pub(super) domain: &'static str,
}

const fn firm(name: &'static str, domain: &'static str) -> Firm {
    Firm { name, domain }
}

/// The firms that people work for, the largest first.
pub(super) const FIRMS: &[Firm] = &[
    firm("Kestrel Freight", "kestrel-freight.example"),
    firm("Halden Analytics", "halden.example"),
    firm("Orchard & Pine", "orchardpine.example"),
    firm("Blue Ledger", "blueledger.example"),
    firm("Marlow Foods", "marlowfoods.example"),
    firm("Nordlicht Energie", "nordlicht.example"),
    firm("Tessera Studio", "tessera.example"),
    firm("Granite Peak Software", "granitepeak.example"),
    firm("Vltava Logistika", "vltava.example"),
    firm("Sable Insurance", "sable.example"),
    firm("Cobalt Robotics Works", "cobaltworks.example"),
    firm("Harbour Health", "harbourhealth.example"),
    firm("Lantern Learning", "lantern.example"),
    firm("Juniper Travel", "junipertravel.example"),
    firm("Atelier Mistral", "mistral.example"),
    firm("Quarry Street Bank", "quarrystreet.example"),
    firm("Solano Solar", "solano.example"),
    firm("Pepperwood Games", "pepperwood.example"),
    firm("Ferrovia Sud", "ferroviasud.example"),
    firm("Mango Tree Media", "mangotree.example"),
    firm("Redwood Legal", "redwoodlegal.example"),
    firm("Polder Water", "polder.example"),
    firm("Kumo Systems", "kumo.example"),
    firm("Baobab Mobile", "baobab.example"),
    firm("Fjord Fisheries", "fjordfish.example"),
    firm("Clay & Copper", "claycopper.example"),
    firm("Meridian Tax", "meridiantax.example"),
    firm("Windmill Bakery", "windmill.example"),
    firm("Saffron Kitchens", "saffron.example"),
    firm("Zenith Elevators", "zenithlift.example"),
];

/// Mail providers for those who sign up as themselves.
pub(super) const MAILBOXES: &[&str] =
    &["inbox.example", "post.example", "letters.example", "mailhaus.example"];
