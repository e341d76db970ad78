import json, numpy as np, sys
sys.path.insert(0,'/tmp/f6')
from smp import run
for f in ('eu_emission_sweep','smp_example_sweep'):
    d=json.load(open(f'/work/shared/reference/cases/forecast/{f}.json'))
    for name,r in d['runs'].items():
        if 'positions' not in r: print(f,name,'no positions',list(r)); continue
        if r['options']['StateTransitions']!='Deterministic': print(name,'stoch'); continue
        ref=np.array(r['positions'])
        try:
            
            acts=[a['name'] for a in d['case']['actors']]; n=len(acts)
            ia=r.get('ideal_adjustment') or d['case'].get('ideal_adjustment')
            adj=None
            if ia:
                adj=np.zeros((n,n))
                for a,b,v in ia: adj[acts.index(a),acts.index(b)]=v
                for z in range(n):
                    if acts[z] not in {a for a,_,_ in ia}: adj[z,z]=1
            q0=np.array(r['ideals']) if not isinstance(r['ideals'],str) else None
            h=run(d['case'],r['options'],adj=adj,turns=len(ref))
            e=np.abs(h-ref).reshape(len(ref),-1).max(1)
            bad=np.flatnonzero(e>1e-9)
            print(f,name,len(ref),e.max(), bad[:1], [k for k in r if k not in('options','seed','turns','positions','ideals')])
        except Exception as ex: print(f,name,'ERR',repr(ex))
