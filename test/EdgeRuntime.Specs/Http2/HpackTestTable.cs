namespace EdgeActors.Specs.Http2;

/// <summary>HPACK's static table and a dynamic one as RFC 7541 words it, for the specs' own encoder and decoder.</summary>
internal sealed class HpackTestTable
{
    private const int EntryOverhead = 32;

    private static readonly string[] Static =
    [
        ":authority", ":method|GET", ":method|POST", ":path|/", ":path|/index.html", ":scheme|http", ":scheme|https", ":status|200",
        ":status|204", ":status|206", ":status|304", ":status|400", ":status|404", ":status|500", "accept-charset",
        "accept-encoding|gzip, deflate", "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow",
        "authorization", "cache-control", "content-disposition", "content-encoding", "content-language", "content-length",
        "content-location", "content-range", "content-type", "cookie", "date", "etag", "expect", "expires", "from", "host", "if-match",
        "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified", "link", "location", "max-forwards",
        "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh", "retry-after", "server", "set-cookie",
        "strict-transport-security", "transfer-encoding", "user-agent", "vary", "via", "www-authenticate",
    ];

    private readonly List<(string Name, string Value)> _entries = [];
    private int _max = 4096;

    public int Count => Static.Length + _entries.Count;

    public (string Name, string Value) this[int index]
    {
        get
        {
            if (index > Static.Length)
            {
                return _entries[index - Static.Length - 1];
            }

            var entry = Static[index - 1].Split('|');
            return (entry[0], entry.Length > 1 ? entry[1] : "");
        }
    }

    public void Add(string name, string value)
    {
        _entries.Insert(0, (name, value));
        Evict();
    }

    public void Resize(int max)
    {
        _max = max;
        Evict();
    }

    private void Evict()
    {
        while (_entries.Sum(entry => entry.Name.Length + entry.Value.Length + EntryOverhead) > _max)
        {
            _entries.RemoveAt(_entries.Count - 1);
        }
    }
}
