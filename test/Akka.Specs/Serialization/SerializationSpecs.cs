using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Specs.Serialization;

public sealed class SerializationSpecs() : TestKit.Xunit2.TestKit(
    $$"""
    akka.actor {
      serializers {
        words = "{{typeof(Words).AssemblyQualifiedName}}"
        plain = "{{typeof(Plain).AssemblyQualifiedName}}"
      }
      serialization-bindings {
        "{{typeof(IWord).AssemblyQualifiedName}}" = words
        "{{typeof(Special).AssemblyQualifiedName}}" = plain
      }
      serialization-identifiers."{{typeof(Plain).AssemblyQualifiedName}}" = 77
    }
    """)
{
    private Akka.Serialization.Serialization Serialization => Sys.Serialization;

    [Fact]
    public void Bound_interface_finds_the_serializer_of_what_implements_it()
    {
        var serializer = Serialization.FindSerializerFor(new Word("hello"));

        Assert.Equal(4711, serializer.Identifier);
        Assert.Equal("w1", Akka.Serialization.Serialization.ManifestFor(serializer, new Word("hello")));
    }

    [Fact]
    public void Exact_type_comes_before_an_interface()
    {
        Assert.Equal(77, Serialization.FindSerializerFor(new Special()).Identifier);
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var bytes = Serialization.Serialize(new Word("hello"));

        Assert.Equal(new Word("hello"), Serialization.Deserialize(bytes, 4711, "w1"));
    }

    [Fact]
    public void Serializer_of_types_gets_the_type_that_the_manifest_names()
    {
        var manifest = Akka.Serialization.Serialization.ManifestFor(Serialization.FindSerializerFor(new Special()), new Special());

        Assert.Equal($"{typeof(Special).FullName}, Akka.Specs", manifest);
        Assert.IsType<Special>(Serialization.Deserialize([], 77, manifest));
    }

    [Fact]
    public void Bytes_are_themselves_under_number_four()
    {
        byte[] bytes = [1, 2, 3];

        var serializer = Serialization.FindSerializerFor(bytes);

        Assert.Equal(4, serializer.Identifier);
        Assert.Equal("", Akka.Serialization.Serialization.ManifestFor(serializer, bytes));
        Assert.Same(bytes, Serialization.Deserialize(Serialization.Serialize(bytes), 4, ""));
    }

    [Fact]
    public void Unbound_type_is_an_error_that_names_it_and_the_cure()
    {
        var error = Assert.Throws<SerializationException>(() => Serialization.Serialize(new Version(1, 0)));

        Assert.Contains("[System.Version, System.Private.CoreLib]", error.Message, StringComparison.Ordinal);
        Assert.Contains("akka.actor.serialization-bindings", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_number_and_unknown_manifest_are_errors()
    {
        Assert.Contains("id [1]", Assert.Throws<SerializationException>(() => Serialization.Deserialize([], 1, "")).Message, StringComparison.Ordinal);
        Assert.Contains("No.Such", Assert.Throws<SerializationException>(() => Serialization.Deserialize([], 77, "No.Such")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Serializer_can_be_added_and_bound_in_code()
    {
        Serialization.AddSerializer("more", new Words((ExtendedActorSystem)Sys));
        Serialization.AddSerializationMap(typeof(Version), Serialization.FindSerializerFor(new Special()));

        Assert.Equal(77, Serialization.FindSerializerForType(typeof(Version)).Identifier);
    }

    [Theory]
    [InlineData("serializers.x = \"No.Such, Akka.Specs\"", "akka.actor.serializers.x names an unknown type: [No.Such, Akka.Specs]")]
    [InlineData("serialization-bindings.\"No.Such, Akka.Specs\" = bytes", "unknown type: [No.Such, Akka.Specs]")]
    [InlineData("serialization-bindings.\"System.Version\" = nobody", "[nobody], which akka.actor.serializers does not hold")]
    public void Wrong_setting_is_named_at_the_start(string setting, string named)
    {
        var error = Assert.Throws<ConfigurationException>(() => ActorSystem.Create("wrong", $"akka.actor {{ {setting} }}"));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private interface IWord;

    private sealed record Word(string Text) : IWord;

    private sealed record Special : IWord;

    private sealed class Words(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 4711;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Word)obj).Text);

        public override object FromBinary(byte[] bytes, string manifest) => manifest == "w1"
            ? new Word(Encoding.UTF8.GetString(bytes))
            : throw new SerializationException($"unknown manifest [{manifest}]");

        public override string Manifest(object o) => "w1";
    }

    private sealed class Plain(ExtendedActorSystem system) : Serializer(system)
    {
        public override bool IncludeManifest => true;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type type) => Activator.CreateInstance(type)!;
    }
}
