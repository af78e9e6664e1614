namespace Akka.Actor;

/// <summary>The place of an actor in its system's tree. Equality ignores the uid, which tells incarnations apart.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly Address _address;
    private IReadOnlyList<string> _elements;
    private string _text;

    protected ActorPath(Address address, string name)
    {
        _address = address;
        Name = name;
        Parent = this;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Parent = parentPath;
        _address = parentPath.Address;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
    }

    public string Name { get; }

    public Address Address => _address;

    public long Uid { get; }

    public ActorPath Parent { get; }

    public int Depth { get; }

    public IReadOnlyList<string> Elements => _elements ??= CollectElements();

    public ActorPath Root => ParentOf(0);

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(element => element.Length > 0).Aggregate(path, (parent, element) => parent / element);

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    public static bool IsValidPathElement(string s) => PathElements.IsValid(s);

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join("/", pathElements);

    public static ActorPath Parse(string path) =>
        TryParse(path, out var actorPath) ? actorPath : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath) => PathElements.TryParse(path, out actorPath);

    public ActorPath Child(string childName) => new ChildActorPath(this, childName, 0);

    public ActorPath WithUid(long uid) =>
        Depth == 0 || uid == Uid ? this : new ChildActorPath(Parent, Name, uid);

    public ActorPath ParentOf(int depth)
    {
        var path = this;
        for (var target = depth < 0 ? Depth + depth : depth; path.Depth > target;)
        {
            path = path.Parent;
        }

        return path;
    }

    public bool Equals(ActorPath other)
    {
        if (other is null || other.Depth != Depth)
        {
            return false;
        }

        for (ActorPath mine = this, theirs = other; !ReferenceEquals(mine, theirs); mine = mine.Parent, theirs = theirs.Parent)
        {
            if (mine.Name != theirs.Name)
            {
                return false;
            }

            if (mine.Depth == 0)
            {
                return mine.Address.Equals(theirs.Address);
            }
        }

        return true;
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode() =>
        Depth == 0 ? _address.GetHashCode() : HashCode.Combine(Parent.GetHashCode(), string.GetHashCode(Name, StringComparison.Ordinal));

    public int CompareTo(ActorPath other) =>
        other is null ? 1 : string.CompareOrdinal(ToStringWithUid(), other.ToStringWithUid());

    public override string ToString() => _text ??= _address + ToStringWithoutAddress();

    public string ToStringWithoutAddress() => FormatPathElements(Elements);

    public string ToStringWithAddress() => ToString();

    public string ToStringWithAddress(Address address) => address + ToStringWithoutAddress();

    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    public string ToSerializationFormat() => ToStringWithUid();

    private string[] CollectElements()
    {
        var elements = new string[Depth];
        for (var path = this; path.Depth > 0; path = path.Parent)
        {
            elements[path.Depth - 1] = path.Name;
        }

        return elements;
    }
}

public sealed class RootActorPath : ActorPath
{
    public RootActorPath(Address address, string name = "")
        : base(address, name)
    {
    }
}

public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, name, uid)
    {
    }
}
